const small =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** The number words the judge reads, zero to ninety-nine; longer words first, so that a pattern of them takes the longest. */
export const numberWords: ReadonlyMap<string, number> = new Map([
  ...tens.flatMap((ten, index) =>
    small.slice(1, 10).map((word, unit) => [`${ten}-${word}`, 20 + 10 * index + unit + 1] as const),
  ),
  ...tens.map((ten, index) => [ten, 20 + 10 * index] as const),
  ...small.map((word, value) => [word, value] as const),
]);
