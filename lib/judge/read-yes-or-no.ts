const hedge =
  /^(?:(?:most likely|very likely|likely|probably|definitely|almost certainly|no doubt|without doubt)\b[\s,]*)+/i;
const both = /^(?:yes|no)[\s,/(]*(?:and|or|&)?[\s,/(]*(?:yes|no)\b/i;
/** What may follow a "no" that is the answer; in "no one knows" or "no definitive answer" it is none. */
const deniedClause =
  /^no(?:$|\s?[^\w\s]|\s+(?:it|he|she|they|we|you|i|this|that|these|those|there|the|an?|not|because|since|as|but)\b)/i;

/** The yes or no that a text begins with, words like "most likely" aside; null for neither, and for both. */
export function readYesOrNo(text: string): "yes" | "no" | null {
  const said = text
    .trim()
    .replace(/^[\s*_`"'(]+/, "")
    .replace(hedge, "");
  if (both.test(said)) return null;
  if (/^yes\b/i.test(said)) return "yes";
  return deniedClause.test(said) ? "no" : null;
}
