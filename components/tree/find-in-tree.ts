import type { Path } from "@/lib/core/path.ts";
import { nameOf, type TreeIndex } from "./index-tree.ts";

/** White space counts as one space, so that words are found over the end of a line. */
export const foldWords = (text: string): string => text.replaceAll(/\s+/g, " ").toLowerCase();

/** The nodes whose text, answer or name holds the words, in path order; without words none. */
export function findInTree(index: TreeIndex, words: string): readonly Path[] {
  const sought = foldWords(words).trim();
  if (sought === "") return [];
  return index.paths.filter((path) => {
    const place = index.places.get(path);
    if (place?.kind !== "node") return false;
    const { text, answer, reasoning } = place.node;
    return (
      nameOf(place).toLowerCase() === sought ||
      [text, answer?.raw, answer?.normalized, reasoning].some(
        (part) => part && foldWords(part).includes(sought),
      )
    );
  });
}
