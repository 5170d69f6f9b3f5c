/** Why no verdict can rest on a gold; the data set's page lists it and says what to do. */
export type GoldProblem =
  | "empty"
  | "too-large"
  /** A number is wanted and none is there. */
  | "no-number"
  /** LaTeX of which no type could be read: it is equal to nothing but its own spelling. */
  | "no-formula"
  | "not-a-choice"
  /** The rule's pattern does not match it. */
  | "pattern-misses"
  | "no-list"
  | "timeout"
  | "failed";
