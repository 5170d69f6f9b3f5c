/** The judge's reasons in a sentence each. */
const reasons: Readonly<Record<string, string>> = {
  "equal-string": "Answer and gold are the same text.",
  "equal-exact": "Answer and gold are equal, computed exactly.",
  "equal-set": "Answer and gold hold the same members.",
  "different-value": "Answer and gold are of one kind, with different values.",
  "different-type": "Answer and gold are different kinds of things.",
  "different-length": "Answer and gold have a different number of parts.",
  "different-unit": "The units cannot be converted into each other.",
  "no-answer": "No answer was found in the text.",
  "empty-answer": "The place of the answer is empty.",
  "unbalanced-box": "The box is never closed, so where the answer ends is a guess.",
  ambiguous: "The text gives several answers and settles on none.",
  abstained: "The text declines to answer.",
  truncated: "The text was cut by the token limit before a final answer.",
  "too-large": "The expression is too large to compute.",
  "unparsed-answer": "The answer was found and cannot be read as an expression.",
  "unparsed-gold": "The gold cannot be read: mend it in the data set.",
  undecided: "Neither equality nor difference could be shown.",
  timeout: "The comparison took too long and was stopped.",
  "worker-crashed": "The comparison crashed its worker.",
  failed: "The comparison failed.",
};

const methods: Readonly<Record<string, string>> = {
  string: "compared as texts",
  exact: "computed exactly",
  structure: "compared by structure",
  sampling: "tried at sampled points",
  em: "compared word by word",
  none: "not compared",
};

/** Where in the text an answer was read, strongest first. */
const tiers: Readonly<Record<string, string>> = {
  hash: "after ####",
  box: "in a box",
  marker: "after a final marker",
  statement: "in a closing statement",
  bold: "in bold",
  whole: "the whole text",
  "last-line": "on the last line",
  "last-number": "the last number",
};

const flags: Readonly<Record<string, string>> = {
  form: "another form than the gold",
  "percent-sign": "percent sign on one side only",
  "unit-missing": "a unit on one side only",
  "unit-converted": "units converted",
  "base-missing": "number base on one side only",
  "last-number": "read as the last number: weak evidence",
  duplicates: "repeats counted once",
};

/** A code of the judge in words; a code this page does not know is shown as it is. */
const wordsIn =
  (table: Readonly<Record<string, string>>) =>
  (code: string): string =>
    table[code] ?? code.replaceAll("-", " ");

export const reasonWords = wordsIn(reasons);
export const methodWords = wordsIn(methods);
export const tierWords = wordsIn(tiers);
export const flagWords = wordsIn(flags);
