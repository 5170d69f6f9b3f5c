/** What was learnt of one model at one base URL; kept by the caller, changed by `completeOnce`. */
export type Quirks = {
  /** The endpoint refused `max_tokens`; send `max_completion_tokens`. */
  useMaxCompletionTokens: boolean;
  /** Whether several choices in one request work. After "no", ask for one at a time. */
  n: "unknown" | "yes" | "no";
  /** Answers with fewer choices than asked for; two of them make `n` "no". */
  shortAnswers: number;
};

/** Nothing known yet. */
export const createQuirks = (): Quirks => ({ useMaxCompletionTokens: false, n: "unknown", shortAnswers: 0 });
