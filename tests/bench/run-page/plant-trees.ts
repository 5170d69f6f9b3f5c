import { eq } from "drizzle-orm";
import type { Store } from "../../../db/client.ts";
import { createDataset } from "../../../db/queries/datasets.ts";
import { pickQuestions } from "../../../db/queries/questions.ts";
import { createRun, getRun } from "../../../db/queries/runs.ts";
import { saveCredits, type TreeCredit } from "../../../db/queries/save-credit.ts";
import { createRandom } from "../../../lib/core/create-random.ts";
import { correctionsOf } from "../../../lib/core/credit/corrections-of.ts";
import { writeTreeLine } from "../../../lib/core/credit/tree-line.ts";
import type { Verdict } from "../../../lib/core/tree.ts";
import { writeValueLine } from "../../../lib/core/value-line.ts";
import { creditTree, type CreditNode } from "../../../lib/engine/credit.ts";
import { policyOf, type RunPolicy } from "../../../lib/engine/run-policy.ts";
import { newRun } from "../../db/stored-run.ts";

const count = 7_500;

/** A tree of 39 nodes whose answers are right with a chance of the question's own, and of each answer's. */
function drawNodes(random: () => number): CreditNode[] {
  const ease = random();
  const verdict = (chance: number): Verdict =>
    random() < 0.02 ? "unknown" : random() < chance ? "correct" : "incorrect";
  const node = (path: string, role: string, own: Verdict | null): CreditNode => ({
    path,
    role,
    verdict: own,
    claim: null,
    isOverridden: false,
  });
  return ["1", "2", "3"].flatMap((g) => {
    const chance = Math.min(1, Math.max(0, ease + (random() - 0.5) * 0.5));
    return [
      node(g, "generator", verdict(chance)),
      ...["1", "2", "3"].flatMap((v) => [
        node(`${g}.${v}`, "verifier", null),
        ...["1", "2", "3"].map((r) => node(`${g}.${v}.${r}`, "refiner", verdict(chance))),
      ]),
    ];
  });
}

function creditOf(nodes: readonly CreditNode[], policy: RunPolicy, random: () => number): TreeCredit {
  const credit = creditTree({ nodes, failed: [] }, policy);
  const verdictLine = writeTreeLine(
    nodes.map((node) => ({ ...node, isTruncated: random() < 0.01 })),
    [],
  );
  return {
    nodes: [],
    summary: {
      ...credit,
      status: "completed",
      rolePairs: Object.fromEntries(Object.entries(credit.roles).map(([role, { pairs }]) => [role, pairs])),
      valueLine: writeValueLine(credit.nodes, []),
      verdictLine,
      corrections: correctionsOf(verdictLine, 3),
    },
    roleCounts: Object.fromEntries(
      Object.entries(credit.roles).map(([role, counts]) => [role, { ...counts, truncated: 0 }]),
    ),
  };
}

/** Stores a finished run of 7,500 trees of 39 nodes as lists see it, without the nodes; answers its id. */
export async function plantTrees(store: Store): Promise<string> {
  const random = createRandom(7);
  const { dataset } = await createDataset(store, {
    name: "bench",
    task: "gsm8k",
    sha256: `bench ${Date.now()}`,
    fileName: null,
    isSimulated: false,
    questions: Array.from({ length: count }, (_, at) => ({
      text: `Crate ${at} holds red pens and blue ones, `.repeat(6),
      gold: String(at),
      task: "gsm8k" as const,
      meta: {
        level: `Level ${1 + (at % 5)}`,
        subject: `Subject ${at % 7}`,
        solution: "Count them. ".repeat(20),
      },
    })),
    rejected: [],
    rejectedCount: 0,
  });
  const picked = await pickQuestions(store, dataset.id, {});
  const { trees } = store.t;
  return await store.transaction(async (tx) => {
    const run = await createRun(
      tx,
      newRun({ protocol: "malt", status: "completed", datasetId: dataset.id, config: null }),
      picked.map(({ id }) => id),
    );
    const policy = policyOf(await getRun(tx, run.id));
    const rows = await tx.db.select({ id: trees.id }).from(trees).where(eq(trees.runId, run.id));
    await saveCredits(tx, new Map(rows.map(({ id }) => [id, creditOf(drawNodes(random), policy, random)])));
    await tx.db.update(trees).set({ nodesDone: 39 }).where(eq(trees.runId, run.id));
    return run.id;
  });
}
