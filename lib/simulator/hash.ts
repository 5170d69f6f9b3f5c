const offsetBasis = 0x811c9dc5;

/** FNV-1a over UTF-16 code units, 32 bits. Pass an earlier result as `state` to go on from it. */
export function hash(text: string, state: number = offsetBasis): number {
  let digest = state;
  for (let index = 0; index < text.length; index++) {
    digest = Math.imul(digest ^ text.charCodeAt(index), 0x01000193);
  }
  return digest >>> 0;
}
