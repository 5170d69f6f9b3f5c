import type { Tx } from "../../../db/client.ts";
import { nodesToJudge, type NodeToJudge, type treesFrom } from "../../../db/queries/judgings.ts";
import { questionsById } from "../../../db/queries/questions.ts";
import type { StoredJudging } from "../../../db/stored-types.ts";
import type { Role } from "../../core/tree.ts";
import type { JudgeInput } from "../../judge/judgement.ts";
import type { JudgePool } from "../../judge/pool.ts";
import type { JudgeRule } from "../../judge/rules/judge-rule.ts";
import { judgeInputOf, storedJudging } from "../stored-judging.ts";

type Tree = Pick<Awaited<ReturnType<typeof treesFrom>>[number], "id" | "questionId">;

/** What the judge says now of all answers of some trees, by node id; `golds` stand in for those of some questions. */
export async function judgeTrees(
  { store, judge }: { readonly store: Tx; readonly judge: JudgePool },
  trees: readonly Tree[],
  roles: readonly Role[],
  rule: JudgeRule | null,
  golds: ReadonlyMap<string, string> = new Map(),
): Promise<Map<string, StoredJudging>> {
  const questions = await questionsById(
    store,
    trees.map(({ questionId }) => questionId),
  );
  const items: { readonly node: NodeToJudge; readonly input: JudgeInput }[] = [];
  for (const tree of trees) {
    const stored = questions.get(tree.questionId);
    if (!stored) continue;
    const question = { ...stored, gold: golds.get(stored.id) ?? stored.gold };
    for (const node of await nodesToJudge(store, tree.id, roles))
      items.push({ node, input: judgeInputOf(question, rule, node) });
  }
  const judged = await judge.judgeMany(items.map(({ input }) => input));
  const judgings = new Map<string, StoredJudging>();
  for (const [index, { node }] of items.entries()) {
    const judgement = judged[index];
    if (judgement) judgings.set(node.id, storedJudging(judgement));
  }
  return judgings;
}
