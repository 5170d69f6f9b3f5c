/** Request fields that a request can do without: the endpoint's own default takes their place. */
export const optionalFields = ["temperature", "top_p", "seed", "stop"] as const;
export type OptionalField = (typeof optionalFields)[number];

/** What was learnt of one model at one base URL; kept by the caller, changed by `completeOnce`. */
export type Quirks = {
  /** The endpoint refused `max_tokens`; send `max_completion_tokens`. */
  useMaxCompletionTokens: boolean;
  /** Fields that the endpoint refused; sent no more. */
  readonly leftOut: Set<OptionalField>;
  /** Whether several choices in one request work. After "no", ask for one at a time. */
  n: "unknown" | "yes" | "no";
  /** Answers with fewer choices than asked for; two of them make `n` "no". */
  shortAnswers: number;
  /** It has no tokenizer that we can ask: which tokens were whose is told by length. */
  hasNoTokenizer: boolean;
  /** How often it did not tell which tokens a prompt was. */
  tokenizeFailures: number;
};

/** Nothing known yet. */
export const createQuirks = (): Quirks => ({
  useMaxCompletionTokens: false,
  leftOut: new Set(),
  n: "unknown",
  shortAnswers: 0,
  hasNoTokenizer: false,
  tokenizeFailures: 0,
});
