import type { Path } from "@/lib/core/path.ts";
import { nameOf, type TreeIndex } from "./index-tree.ts";

/** White space counts as one space, so that words are found over the end of a line. */
const foldWords = (text: string): string => text.replaceAll(/\s+/g, " ").toLowerCase();

/**
 * Readies a tree for searching, once for all that is sought in it: given words, the nodes whose text, reasoning or
 * answer holds them or whose name they are, in path order; without words none.
 */
export function findInTree(index: TreeIndex): (words: string) => readonly Path[] {
  const entries = index.paths.flatMap((path) => {
    const place = index.places.get(path);
    if (place?.kind !== "node") return [];
    const { text, answer, reasoning } = place.node;
    const parts = [text, answer?.raw, answer?.normalized, reasoning].flatMap((part) => part ?? []);
    return [{ path, name: nameOf(place).toLowerCase(), parts: parts.map(foldWords) }];
  });
  return (words) => {
    const sought = foldWords(words).trim();
    if (sought === "") return [];
    return entries
      .filter(({ name, parts }) => name === sought || parts.some((part) => part.includes(sought)))
      .map(({ path }) => path);
  };
}
