import { and, asc, eq, gt, inArray } from "drizzle-orm";
import type { Tx } from "../client.ts";
import type { FailureRow, NodeRow, QuestionRow, TreeRow } from "../rows.ts";
import { failuresOfTrees } from "./failures.ts";
import { questionsById } from "./questions.ts";

export type ExportedTree = {
  readonly tree: TreeRow;
  readonly question: QuestionRow;
  /** With their texts, in path order. */
  readonly nodes: readonly NodeRow[];
  readonly failures: readonly FailureRow[];
};

/** Some 400 nodes of full n = 3 trees are in memory at a time. */
const treesPerPage = 10;

/** Every tree of a run with all it holds, in run order; memory stays flat however large the run is. */
export async function* exportTrees(store: Tx, runId: string): AsyncGenerator<ExportedTree> {
  for await (const page of exportTreePages(store, runId)) yield* page;
}

/** The same, some at a time: what else is read of them is read for all of these at once. */
export async function* exportTreePages(store: Tx, runId: string): AsyncGenerator<ExportedTree[]> {
  const { trees } = store.t;
  for (let after = -1; ;) {
    const page = await store.db
      .select()
      .from(trees)
      .where(and(eq(trees.runId, runId), gt(trees.position, after)))
      .orderBy(asc(trees.position))
      .limit(treesPerPage);
    const last = page.at(-1);
    if (!last) return;
    yield await withContents(store, page);
    after = last.position;
  }
}

async function withContents(store: Tx, page: readonly TreeRow[]): Promise<ExportedTree[]> {
  const { nodes } = store.t;
  const ids = page.map((tree) => tree.id);
  const questions = await questionsById(
    store,
    page.map((tree) => tree.questionId),
  );
  const nodesByTree = Map.groupBy(
    await store.db
      .select()
      .from(nodes)
      .where(inArray(nodes.treeId, ids))
      .orderBy(asc(nodes.treeId), asc(nodes.pathKey)),
    (node) => node.treeId,
  );
  const failuresByTree = Map.groupBy(await failuresOfTrees(store, ids), (failure) => failure.treeId);
  return page.flatMap((tree) => {
    const question = questions.get(tree.questionId);
    if (!question) return [];
    return [
      {
        tree,
        question,
        nodes: nodesByTree.get(tree.id) ?? [],
        failures: failuresByTree.get(tree.id) ?? [],
      },
    ];
  });
}
