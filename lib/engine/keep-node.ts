import type { NewNode } from "../../db/queries/insert-group.ts";
import { storable } from "../../db/storable.ts";
import type { OpenTree } from "./open-tree.ts";

/** Characters of a tree's texts that are kept in memory beside the store; what is longer is read when it is needed. */
const mostCharacters = 64_000;

/**
 * Remembers a node that is stored, with its text where there is room: prompts and siblings will ask for it. `isOurs`:
 * it is the one that filled the place; else the store's text may be another.
 */
export function keepNode(
  tree: Pick<OpenTree, "nodes" | "texts">,
  { path, role, verdict, claim, text }: NewNode,
  isOurs = true,
): void {
  tree.nodes.set(path, { path, role, verdict: verdict ?? null, claim: claim ?? null });
  if (!isOurs) return;
  let characters = text.length;
  for (const kept of tree.texts.values()) characters += kept.length;
  if (characters <= mostCharacters) tree.texts.set(path, storable(text));
}
