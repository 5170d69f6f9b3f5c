import { and, eq, gt, or, sql, type SQL } from "drizzle-orm";
import type { Having } from "../../lib/core/having.ts";
import type { TreeFilter } from "../../lib/core/tree-list.ts";
import type { Tx } from "../client.ts";
import { contains } from "../fragments.ts";
import { treesWithWords } from "../search.ts";
import { hasMeta, type MetaWanted } from "./question-meta.ts";
import { countHaving } from "./tree-having.ts";

/** Which trees of a run to look at; every condition must hold. */
export type TreeSearch = {
  readonly filter?: TreeFilter | undefined;
  readonly meta?: MetaWanted | undefined;
  /** Contained in question or gold. */
  readonly q?: string | undefined;
  /** Words found in the completions, as far as indexNew has indexed them. */
  readonly text?: string | undefined;
  /** Trees with at least one of these. */
  readonly having?: Having | undefined;
};

/** The condition over `trees`. Reads counters of the tree and its roles, never nodes, and questions only where asked. */
export function treesWanted(
  store: Tx,
  runId: string,
  { filter = "all", meta, q, text, having }: TreeSearch,
): SQL | undefined {
  const { trees, questions } = store.t;
  return and(
    eq(trees.runId, runId),
    filterOf(store, filter),
    ofQuestion(
      store,
      and(
        meta && hasMeta(store, meta),
        q ? or(contains(store, questions.text, q), contains(store, questions.gold, q)) : undefined,
      ),
    ),
    text ? sql`${trees.id} in ${treesWithWords(store, runId, text)}` : undefined,
    having && sql`${countHaving(store, having)} > 0`,
  );
}

/** A condition over a tree's question, without joining those that nothing is asked of. */
function ofQuestion(store: Tx, condition: SQL | undefined): SQL | undefined {
  const { trees, questions } = store.t;
  return (
    condition &&
    sql`exists (select 1 from ${questions} where ${questions.id} = ${trees.questionId} and ${condition})`
  );
}

/** One named filter by itself; undefined for all. */
export function filterOf(store: Tx, filter: TreeFilter): SQL | undefined {
  const { roleCounts, trees } = store.t;
  switch (filter) {
    case "all":
      return undefined;
    case "mixed":
      return sql`(${trees.correctLeaves} > 0 and ${trees.correctLeaves} < ${trees.leaves})`;
    case "all_correct":
      return sql`(${trees.leaves} > 0 and ${trees.correctLeaves} = ${trees.leaves})`;
    case "all_incorrect":
      return sql`(${trees.leaves} > 0 and ${trees.correctLeaves} = 0)`;
    case "unknown":
      return gt(trees.unknownLeaves, 0);
    case "disagreement":
      return gt(trees.disagreements, 0);
    case "local_disagreement":
      return gt(trees.localDisagreements, 0);
    case "failed":
      return eq(trees.status, "failed");
    case "overridden":
      return gt(trees.overrides, 0);
    case "paired":
      return gt(trees.pairsTotal, 0);
    case "truncated":
    case "identical":
      return sql`exists (select 1 from ${roleCounts} where ${roleCounts.treeId} = ${trees.id} and ${roleCounts[filter]} > 0)`;
  }
}
