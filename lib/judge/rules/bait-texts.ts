/** Far below what a text may have: a pattern of quadratic cost passes here, one of cubic or exponential cost does not. */
const baitLength = 4_000;
const anyBaits = ["a", "9", " ", "a ", "9,", "ab", "<a>", "(", "\n", "\\boxed{"];
/** What most patterns cannot end on, so that they try every other way first. */
const ends = ["\u0001", "\n", "!"];
const mostDerived = 16;

/** The characters and words that a pattern names, which its own repetitions stumble over. */
function namedBy(pattern: string): string[] {
  const words = pattern.match(/[\p{L}\p{N}]{2,40}/gu) ?? [];
  const characters = [...pattern].filter((character) => !/[\\^$*+?.|{}[\]]/.test(character));
  return [...new Set([...words, ...characters])].slice(0, mostDerived);
}

/** Texts on which a catastrophic pattern runs away: long repetitions of what it may repeat, with an end that it cannot match. */
export function baitTexts(pattern: string): string[] {
  const baits = [...new Set([...anyBaits, ...namedBy(pattern)])];
  return baits.flatMap((bait) => {
    const long = bait.repeat(Math.ceil(baitLength / bait.length));
    return ends.map((end) => long + end);
  });
}
