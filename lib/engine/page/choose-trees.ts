import type { Store } from "../../../db/client.ts";
import { countLetters } from "../../../db/queries/count-letters.ts";
import { listTrees, type ListedTree } from "../../../db/queries/list-trees.ts";
import { indexNew } from "../../../db/search.ts";
import { MalthouseError } from "../../core/errors.ts";

/**
 * What one page may hold. 1,319 trees of 39 nodes, 59 MB, open in 2 to 3 s on a busy machine of two cores, 2,000 of
 * them in 3 to 5 s.
 */
export const pageLimits = { trees: 1500, letters: 24_000_000 } as const;

type Search = Omit<Parameters<typeof listTrees>[2], "limit" | "cursor">;
export type TreeChoice = Search & {
  /** These trees of the run, in its order; without any, all that the rest finds. */
  readonly treeIds?: readonly string[];
  /** Or the trees at these places in the run. */
  readonly indexes?: readonly number[] | undefined;
};

const pageSize = 500;

/**
 * The trees of a run that are to go into one page, in the order asked for. Throws `not_found` on a tree that is not of
 * the run, and `too_large`, before anything is built, where they are more than a page holds; it says how many fit.
 */
export async function chooseTrees(
  store: Store,
  runId: string,
  { treeIds = [], indexes, ...search }: TreeChoice,
  limits: { readonly trees: number; readonly letters: number } = pageLimits,
): Promise<ListedTree[]> {
  if (search.text) await indexNew(store, runId);
  const wanted = new Set(treeIds);
  const places = indexes && new Set(indexes);
  const chosen: ListedTree[] = [];
  let cursor: string | undefined;
  do {
    const page = await listTrees(store, runId, { ...search, cursor, limit: pageSize });
    chosen.push(
      ...page.items.filter(
        ({ id, position }) =>
          (treeIds.length === 0 || wanted.delete(id)) && (!places || places.has(position)),
      ),
    );
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && (treeIds.length === 0 || wanted.size > 0));
  if (wanted.size > 0)
    throw new MalthouseError("not_found", `There is no tree ${[...wanted][0]} among those of run ${runId}.`);
  if (chosen.length === 0)
    throw new MalthouseError("not_found", "No tree of the run fits, so there is nothing for a page to show.");
  await checkSize(store, chosen, limits);
  return chosen;
}

async function checkSize(
  store: Store,
  chosen: readonly ListedTree[],
  limits: { readonly trees: number; readonly letters: number },
): Promise<void> {
  const letters = await countLetters(
    store,
    chosen.map(({ id }) => id),
  );
  let [fitting, sum] = [0, 0];
  for (const { id } of chosen) {
    sum += letters.get(id) ?? 0;
    if (sum > limits.letters || fitting === limits.trees) break;
    fitting += 1;
  }
  if (fitting === chosen.length) return;
  const print = (count: number): string => count.toLocaleString("en-US");
  throw new MalthouseError(
    "too_large",
    `One page holds at most ${print(limits.trees)} trees and ${print(limits.letters)} characters of completions; of these ${print(chosen.length)} trees the first ${print(fitting)} fit. Choose fewer by a filter or by treeId, or export the run as trees.`,
  );
}
