const singles: Readonly<Record<string, string>> = {
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "-",
  "\u2013": "-",
  "\u2212": "-",
  "\uFE63": "-",
  "\uFF0D": "-",
  "\u00A0": " ",
  "\u2007": " ",
  "\u3000": " ",
  "\u2009": " ",
  "\u202F": " ",
  "\u2018": "'",
  "\u2019": "'",
  "\u201C": '"',
  "\u201D": '"',
};
const foldable =
  /[\u00A0\u2007\u2009\u202F\u3000\u2010-\u2013\u2212\u2018\u2019\u201C\u201D\uFE63\uFF01-\uFF5E]/g;

/**
 * Fullwidth forms, dashes, spaces and quotes as their ASCII twins. One unit becomes one unit,
 * so every offset in the result is the same offset in the text as given.
 */
export function foldText(text: string): string {
  return text.replace(foldable, (unit) => singles[unit] ?? String.fromCharCode(unit.charCodeAt(0) - 0xfee0));
}
