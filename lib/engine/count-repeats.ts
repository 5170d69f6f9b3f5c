import { storable } from "../../db/storable.ts";

const fold = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** How many of these siblings say the same, white space aside, as one before them or among the `older`. */
export function countRepeats(texts: readonly string[], older: readonly string[] = []): number {
  const seen = new Set(older.map(fold));
  let repeats = 0;
  for (const text of texts) {
    const folded = fold(storable(text));
    if (seen.has(folded)) repeats++;
    seen.add(folded);
  }
  return repeats;
}
