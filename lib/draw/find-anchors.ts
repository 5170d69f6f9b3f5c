/** Three words: seldom twice in a text by chance. */
const gram = 3;

/**
 * Places at which two token lists surely say the same: three words, whatever spaces are between, that stand once in
 * each, in the longest order that both keep (patience diff, Cohen). Answers index pairs of their first words, rising
 * on both sides; in time n log n.
 */
export function findAnchors(left: readonly string[], right: readonly string[]): [number, number][] {
  const ids = new Map<string, number>();
  const [mine, theirs] = [wordsOf(left, ids), wordsOf(right, ids)];
  const places = onlyPlaces(theirs, ids.size);
  const common: [number, number][] = [];
  for (const [words, at] of onlyPlaces(mine, ids.size)) {
    const other = places.get(words);
    if (at >= 0 && other !== undefined && other >= 0) common.push([at, other]);
  }
  return longestRising(common);
}

type Word = { readonly id: number; readonly at: number };

/** The tokens that are no space, each by a number of its own. */
function wordsOf(tokens: readonly string[], ids: Map<string, number>): Word[] {
  const words: Word[] = [];
  tokens.forEach((token, at) => {
    if (token.trim() === "") return;
    const id = ids.get(token) ?? ids.size;
    ids.set(token, id);
    words.push({ id, at });
  });
  return words;
}

/** Where each stretch begins, in order; −1 where it stands more than once. Exact up to 200,000 different words. */
function onlyPlaces(words: readonly Word[], vocabulary: number): Map<number, number> {
  const places = new Map<number, number>();
  for (let first = 0; first + gram <= words.length; first++) {
    let key = 0;
    for (let next = 0; next < gram; next++) key = key * vocabulary + (words[first + next]?.id ?? 0);
    places.set(key, places.has(key) ? -1 : (words[first]?.at ?? 0));
  }
  return places;
}

function longestRising(pairs: readonly [number, number][]): [number, number][] {
  /** Of each length the pair that ends lowest, and what stood before each pair. */
  const ends: number[] = [];
  const before: number[] = [];
  pairs.forEach(([, value], at) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    before[at] = ends[low - 1] ?? -1;
    ends[low] = at;
  });
  const rising: [number, number][] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at];
    if (pair) rising.push(pair);
  }
  return rising.reverse();
}
