import type { Verdict } from "../tree.ts";
import { countCorrections, noCorrections } from "./count-corrections.ts";
import { readParts } from "./part.ts";

/** What became of first answers in one tree, as `countCorrections` counts; what is 0 is left out. */
export type TreeCorrections = Readonly<Partial<Record<Verdict, Partial<Record<Verdict, number>>>>>;

/** The same numbers read from a finished tree's line (`writeTreeLine`), whose leaves lie at `depth`. */
export function correctionsOf(line: string, depth: number): TreeCorrections {
  const counts = noCorrections();
  for (const part of readParts(line, depth, "incorrect")) countCorrections(part, counts);
  return Object.fromEntries(
    Object.entries(counts).flatMap(([from, row]) => {
      const some = Object.entries(row).filter(([, count]) => count > 0);
      return some.length > 0 ? [[from, Object.fromEntries(some)]] : [];
    }),
  );
}
