const prime = 0x01000193;

/**
 * Which of two nodes stands on the left for an annotator: a fair coin, tossed once for these two and this name, so
 * that a reload shows the same. Credit is no part of it: the order of the two does not matter. The coin is the
 * lowest bit of FNV-1a with MurmurHash3's last mixing.
 */
export function leftOfPair(a: string, b: string, author: string): string {
  const [first, second] = a < b ? [a, b] : [b, a];
  let hash = 0x811c9dc5;
  for (const unit of JSON.stringify([first, second, author])) {
    hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), prime);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) & 1) === 0 ? first : second;
}
