const ones = "one two three four five six seven eight nine".split(" ");
const small = [
  "zero",
  ...ones,
  ..."ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" "),
];
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** The number words the judge reads, zero to ninety-nine; longer words first, so that a pattern of them takes the longest. */
export const numberWords: ReadonlyMap<string, number> = new Map([
  ...tens.flatMap((ten, index) =>
    ones.map((word, unit) => [`${ten}-${word}`, 20 + 10 * index + unit + 1] as const),
  ),
  ...tens.map((ten, index) => [ten, 20 + 10 * index] as const),
  ...small.toReversed().map((word, index) => [word, small.length - 1 - index] as const),
]);

/** The words that multiply what stands before them, as powers of ten. */
export const scaleWords: ReadonlyMap<string, number> = new Map([
  ["hundred", 2],
  ["thousand", 3],
  ["million", 6],
  ["billion", 9],
  ["trillion", 12],
]);

const below = String.raw`(?:(?:${tens.join("|")})(?:[ -](?:${ones.join("|")}))?|${small.toReversed().join("|")})\b`;
const scale = `(?:${[...scaleWords.keys()].join("|")})\\b`;
const anyWord = `(?:${[...tens, ...small, ...scaleWords.keys()].join("|")})`;

/**
 * The source of a pattern for a number in words, zero to trillions ("two hundred and six thousand"). A word that
 * more number words or "point" continue is no number of its own: "one hundred point five" holds none.
 */
export const numberWordsPattern = String.raw`(?<!\b(?:point|${anyWord})[ -])(?<!\b(?:this|that|which|first|second|third|last|each|every|any|no|other|another|correct|right|wrong|only)[ -](?=one\b))\b(?!one (?:of|more|less|fewer|another)\b)${below}(?:[ ]${scale}(?:(?:[ ]and)?[ ]${below})?){0,9}(?![ -](?:point|and a (?:half|quarter|third)|dozen|half|halves|(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?|${anyWord})\b)`;

/** The value of a number in words, or null where it is none or its scales do not fall ("two hundred hundred"). */
export function readNumberWords(text: string): bigint | null {
  const words = text.toLowerCase().split(/(?:[ ]and)?[ -]/);
  let [total, group] = [0n, 0n];
  let lastScale = Infinity;
  for (const word of words) {
    const value = numberWords.get(word);
    const power = scaleWords.get(word);
    if (value !== undefined) group += BigInt(value);
    else if (word === "hundred" && group > 0n && group < 100n) group *= 100n;
    else if (power !== undefined && power > 2 && group > 0n && power < lastScale) {
      total += group * 10n ** BigInt(power);
      [group, lastScale] = [0n, power];
    } else return null;
  }
  return total + group;
}
