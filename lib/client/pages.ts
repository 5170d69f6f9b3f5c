import { searchOf } from "./search-of.ts";
import { getFile } from "./send.ts";
import type { TreeFilters } from "./trees.ts";

/** A tree by its id, trees by their places in the run, or by a filter of its question list, in its order; all without. */
export type PageChoice = TreeFilters & { readonly treeId?: string; readonly indexes?: readonly number[] };

/** A run's trees as one HTML file. Throws ApiError; over the limit it says how many fit. */
export const fetchPage = (runId: string, choice: PageChoice = {}): Promise<{ blob: Blob; name: string }> =>
  getFile(`/api/runs/${runId}/bundle.html${searchOf({ ...choice, indexes: choice.indexes?.join(",") })}`);
