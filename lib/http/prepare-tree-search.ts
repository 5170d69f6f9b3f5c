import type { Store } from "../../db/client.ts";
import type { TreeSearch } from "../../db/queries/tree-filter.ts";
import { indexNew } from "../../db/search.ts";
import { noteCorrections } from "../engine/note-corrections.ts";

/** Brings up to date what a search of a run's trees reads: the words of new completions, counts of old trees. */
export async function prepareTreeSearch(
  store: Store,
  runId: string,
  { text, having }: Pick<TreeSearch, "text" | "having">,
): Promise<void> {
  if (text) await indexNew(store, runId);
  if (having?.kind === "correction") await noteCorrections(store, runId);
}
