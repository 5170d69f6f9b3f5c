import type { Store } from "../../db/client.ts";
import { failuresOfTrees } from "../../db/queries/failures.ts";
import { nodeShapes } from "../../db/queries/nodes.ts";
import type { QuestionRow } from "../../db/rows.ts";
import type { WaitingTree } from "./active-run.ts";
import { createOpenTree, type OpenTree } from "./open-tree.ts";

/** A tree as the store has it, ready to be grown on: texts stay in the store. */
export async function loadOpenTree(
  store: Store,
  waiting: WaitingTree,
  question: QuestionRow,
): Promise<OpenTree> {
  const { text, gold, task, meta } = question;
  const tree = createOpenTree(waiting.id, waiting.position, { text, gold, task, meta });
  for (const { path, role, effectiveVerdict, claim } of await nodeShapes(store, [tree.id]))
    tree.nodes.set(path, { path, role, verdict: effectiveVerdict, claim });
  for (const { path } of await failuresOfTrees(store, [tree.id])) tree.failed.add(path);
  return tree;
}
