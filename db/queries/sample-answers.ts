import { and, asc, desc, eq, gt, inArray, isNotNull } from "drizzle-orm";
import type { Tx } from "../client.ts";
import type { NodeRow } from "../rows.ts";

export type SampledAnswer = Pick<NodeRow, "id" | "treeId" | "text" | "verdict" | "finishReason"> & {
  readonly questionId: string;
};

/**
 * One judged completion of each of the first trees of the newest run over a data set that has any, another child of
 * its tree each time, so that not all are first drafts. [] where no run has grown.
 */
export async function sampleAnswers(store: Tx, datasetId: string, limit: number): Promise<SampledAnswer[]> {
  const { runs, trees, nodes } = store.t;
  const [run] = await store.db
    .select({ id: runs.id })
    .from(runs)
    .innerJoin(trees, eq(trees.runId, runs.id))
    .where(and(eq(runs.datasetId, datasetId), eq(runs.isDeleted, false), gt(trees.nodesDone, 0)))
    .orderBy(desc(runs.createdAt), desc(runs.id))
    .limit(1);
  if (!run) return [];
  const grown = await store.db
    .select({ id: trees.id, questionId: trees.questionId })
    .from(trees)
    .where(and(eq(trees.runId, run.id), gt(trees.nodesDone, 0)))
    .orderBy(asc(trees.position))
    .limit(limit);
  const shapes = await store.db
    .select({ id: nodes.id, treeId: nodes.treeId, depth: nodes.depth })
    .from(nodes)
    .where(
      and(
        inArray(
          nodes.treeId,
          grown.map(({ id }) => id),
        ),
        isNotNull(nodes.verdict),
      ),
    )
    .orderBy(asc(nodes.treeId), asc(nodes.pathKey));
  const chosen = grown.flatMap(({ id }, index) => {
    const own = shapes.filter(({ treeId }) => treeId === id);
    const deepest = Math.max(...own.map(({ depth }) => depth));
    const leaves = own.filter(({ depth }) => depth === deepest);
    return leaves[index % (leaves.length || 1)]?.id ?? [];
  });
  if (chosen.length === 0) return [];
  const rows = await store.db.select().from(nodes).where(inArray(nodes.id, chosen));
  return grown.flatMap(({ id, questionId }) =>
    rows
      .filter(({ treeId }) => treeId === id)
      .map(({ id: nodeId, treeId, text, verdict, finishReason }) => ({
        id: nodeId,
        treeId,
        text,
        verdict,
        finishReason,
        questionId,
      })),
  );
}
