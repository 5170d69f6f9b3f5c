/** The judge's reasons in a sentence each. */
const reasons: Readonly<Record<string, string>> = {
  "equal-string": "Answer and gold are the same text.",
  "equal-exact": "Answer and gold are equal, computed exactly.",
  "equal-set": "Answer and gold hold the same members.",
  "equal-symbolic": "Answer and gold are equal by algebra.",
  "equal-sampled": "Answer and gold agree in 640 bits wherever tried; nothing proves it.",
  "within-tolerance": "The numbers are no further apart than the rule allows.",
  "f1-reached": "Answer and gold share as many words as the rule asks for.",
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
  library: "compared by an algebra library",
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
  pattern: "where the rule’s pattern matched",
};

const flags: Readonly<Record<string, string>> = {
  form: "another form than the gold",
  "percent-sign": "percent sign on one side only",
  "unit-missing": "a unit on one side only",
  "unit-converted": "units converted",
  "base-missing": "number base on one side only",
  "last-number": "the last number",
  duplicates: "repeats counted once",
  weak: "weak evidence",
  conflict: "two closing forms disagree",
};

const flagReasons: Readonly<Record<string, string>> = {
  form: "The value is the same; it is written unreduced or unexpanded, or in another way than the gold.",
  "percent-sign": "One side has a percent sign and the other none; the number in front of it was compared.",
  "unit-missing":
    "One side names a unit, degree or currency and the other none; the numbers alone were compared.",
  "unit-converted": "Both sides have a unit of the same kind; the answer was converted exactly.",
  "base-missing": "One side names its number base and the other does not; the digits were compared.",
  "last-number": "No closing form was found, so the last number of the text was taken.",
  duplicates: "A set or list repeats members; each was counted once.",
  weak: "The answer was read without a closing form. Look at the text before you rely on it.",
  conflict: "A later closing form says something else than a stronger earlier one. The later one was judged.",
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
/** What a flag means, in a sentence; empty for one this page does not know. */
export const flagReason = (code: string): string => flagReasons[code] ?? "";
