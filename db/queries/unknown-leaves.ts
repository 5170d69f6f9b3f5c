import { and, asc, count, eq, gt, inArray, notExists, or, sql, type SQL } from "drizzle-orm";
import type { Path } from "../../lib/core/path.ts";
import type { Tx } from "../client.ts";

/** Which unknown leaves of a run are meant. */
export type UnknownLeafPick = {
  /** Names of the roles whose verdict decides values. */
  readonly roles: readonly string[];
  /** Leaves out those with a vote of this model under this wording. */
  readonly unlessVoted: { readonly model: string; readonly promptVersion: string } | null;
};

/** A leaf's place in the run; the next page begins behind it. */
export type LeafPlace = { readonly position: number; readonly pathKey: string };
export type UnknownLeaf = LeafPlace & {
  readonly nodeId: string;
  readonly treeId: string;
  readonly questionId: string;
  readonly path: Path;
};

/** Only trees that count an unknown leaf are looked into, so a run without any reads no node. */
function pickedBy(store: Tx, runId: string, { roles, unlessVoted }: UnknownLeafPick): SQL | undefined {
  const { trees, nodes, votes } = store.t;
  return and(
    eq(trees.runId, runId),
    gt(trees.unknownLeaves, 0),
    inArray(nodes.role, [...roles]),
    eq(nodes.effectiveVerdict, "unknown"),
    unlessVoted === null
      ? undefined
      : notExists(
          store.db
            .select({ one: sql`1` })
            .from(votes)
            .where(
              and(
                eq(votes.nodeId, nodes.id),
                eq(votes.model, unlessVoted.model),
                eq(votes.promptVersion, unlessVoted.promptVersion),
              ),
            ),
        ),
  );
}

/** Leaves of a run whose verdict is unknown, a person's word first; by question, then by path. */
export async function unknownLeaves(
  store: Tx,
  runId: string,
  pick: UnknownLeafPick,
  { after, limit }: { readonly after: LeafPlace | null; readonly limit: number },
): Promise<UnknownLeaf[]> {
  const { trees, nodes } = store.t;
  return await store.db
    .select({
      nodeId: nodes.id,
      treeId: nodes.treeId,
      questionId: trees.questionId,
      path: nodes.path,
      position: trees.position,
      pathKey: nodes.pathKey,
    })
    .from(trees)
    .innerJoin(nodes, eq(nodes.treeId, trees.id))
    .where(
      and(
        pickedBy(store, runId, pick),
        after === null
          ? undefined
          : or(
              gt(trees.position, after.position),
              and(eq(trees.position, after.position), gt(nodes.pathKey, after.pathKey)),
            ),
      ),
    )
    .orderBy(asc(trees.position), asc(nodes.pathKey))
    .limit(limit);
}

/** How many leaves `unknownLeaves` would give in all. */
export async function countUnknownLeaves(store: Tx, runId: string, pick: UnknownLeafPick): Promise<number> {
  const { trees, nodes } = store.t;
  const [row] = await store.db
    .select({ leaves: count() })
    .from(trees)
    .innerJoin(nodes, eq(nodes.treeId, trees.id))
    .where(pickedBy(store, runId, pick));
  return row?.leaves ?? 0;
}
