import fc from "fast-check";
import { expect, test } from "vitest";
import type { Store } from "../../db/client.ts";
import { getQuestion } from "../../db/queries/gold-marks.ts";
import { insertGroup } from "../../db/queries/insert-group.ts";
import { addRule } from "../../db/queries/judge-rules.ts";
import { nodesOfTree } from "../../db/queries/nodes.ts";
import { listRejudgings } from "../../db/queries/rejudgings.ts";
import { createRun, getRun } from "../../db/queries/runs.ts";
import { getTree, setTreeStatus, treeIdsOfRun } from "../../db/queries/trees.ts";
import type { NodeRow, RunRow } from "../../db/rows.ts";
import { MalthouseError } from "../../lib/core/errors.ts";
import { markGold } from "../../lib/engine/audit/mark-gold.ts";
import { mendGold } from "../../lib/engine/audit/mend-gold.ts";
import { turnLeaves } from "../../lib/engine/audit/turn-leaves.ts";
import { undoStep, viewHistory } from "../../lib/engine/audit/undo-audit.ts";
import { overrideLeaf } from "../../lib/engine/override-leaf.ts";
import { refreshTree } from "../../lib/engine/refresh-tree.ts";
import { applyRejudging, startRejudging, undoRejudging } from "../../lib/engine/rejudge/rejudge-run.ts";
import { rejudgingSettled } from "../../lib/engine/rejudge/rejudging-tasks.ts";
import { patchRun } from "../../lib/engine/run-actions.ts";
import { judgeOfRun } from "../../lib/engine/run-judge.ts";
import { policyOf } from "../../lib/engine/run-policy.ts";
import { judgeInputOf, storedJudging } from "../../lib/engine/stored-judging.ts";
import { judgeVersion } from "../../lib/judge/version.ts";
import { newRun, noSpend } from "../db/stored-run.ts";
import { describeStores } from "../support/stores.ts";
import type { Studio } from "../support/studio.ts";
import { useStudio } from "../support/use-studio.ts";
import { plantSuspects } from "./audit/plant-suspects.ts";
import { configOf } from "./plant-run.ts";

const config = configOf({ generator: 2, verifier: 2, refiner: 2 });
const judge = { judgeVersion, ruleVersion: null, rule: null };
const lastNumber = { kind: "exact", extraction: { kind: "regex", pattern: "\\d+", flags: "", group: 0 } };
const verdicts = ["correct", "incorrect", "unknown"] as const;

type Place = {
  readonly studio: Studio;
  readonly runIds: string[];
  readonly runId: string;
  readonly questionId: string;
  readonly gold: number;
  readonly leaves: readonly NodeRow[];
  readonly pick: number;
};

/** What people do, by name; `pick` chooses among its kinds. */
const steps = {
  override: ({ studio, leaves, pick }) =>
    overrideLeaf(studio, leaves[pick % leaves.length]!.id, {
      verdict: pick % 4 === 0 ? null : verdicts[pick % 3]!,
    }),
  turn: ({ studio, runId, leaves, pick }) =>
    turnLeaves(studio, runId, {
      nodeIds: leaves.filter((_, at) => at % 3 === pick % 3).map(({ id }) => id),
      verdict: verdicts[pick % 3]!,
    }),
  undo: async ({ studio, runId, pick }) => {
    const able = (await viewHistory(studio.store, runId, 20)).filter(({ canUndo }) => canUndo);
    const step = able[pick % 2] ?? able[0];
    if (step) await undoStep(studio, runId, step.id, {});
  },
  mark: ({ studio, runId, questionId, pick }) =>
    markGold(studio, runId, questionId, { isWrong: pick % 3 > 0 }),
  mend: ({ studio, runId, questionId, gold, pick }) =>
    mendGold(studio, runId, questionId, { gold: String(gold + (pick % 2 ? 500 : 70)) }),
  judge: async ({ studio, runId, pick }) => {
    const { id } = await startRejudging(studio, runId, { ruleVersion: pick % 2 ? 1 : null });
    await rejudgingSettled(id);
    await applyRejudging(studio, runId, id);
    await rejudgingSettled(id);
  },
  judgeBack: async ({ studio, runId }) => {
    const applied = (await listRejudgings(studio.store, runId)).find(({ status }) => status === "applied");
    if (!applied) return;
    await undoRejudging(studio, runId, applied.id);
    await rejudgingSettled(applied.id);
  },
  threshold: ({ studio, runId, pick }) =>
    patchRun(studio, runId, { threshold: [0.25, 0.5, 0.75][pick % 3]! }),
  sibling: async ({ studio, runIds }) => {
    if (runIds.length < 2) runIds.push(await addSibling(studio, await getRun(studio.store, runIds[0]!)));
  },
} satisfies Record<string, (place: Place) => Promise<unknown>>;

type Step = { readonly what: keyof typeof steps; readonly pick: number };
type Leaves = readonly (readonly (readonly string[])[])[];

const anyTrees = fc.array(
  fc.array(fc.array(fc.stringMatching(/^[ciug]{2}$/), { minLength: 2, maxLength: 2 }), {
    minLength: 2,
    maxLength: 2,
  }),
  { minLength: 2, maxLength: 2 },
);
const anySteps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    what: fc.constantFrom(...(Object.keys(steps) as Step["what"][])),
    pick: fc.nat({ max: 100 }),
  }),
  { minLength: 3, maxLength: 7 },
);

/** Another finished run over the same questions with the same texts, judged by the golds of now. */
async function addSibling({ store, judge: pool }: Studio, run: RunRow): Promise<string> {
  const own = await treeIdsOfRun(store, run.id);
  const trees = await Promise.all(own.map((id) => getTree(store, id)));
  const other = await createRun(
    store,
    newRun({ protocol: "malt", status: "completed", datasetId: run.datasetId, config, judge }),
    trees.map(({ questionId }) => questionId),
  );
  for (const [at, treeId] of (await treeIdsOfRun(store, other.id)).entries()) {
    const { questionId } = trees[at]!;
    const question = await getQuestion(store, questionId);
    const copies = (await nodesOfTree(store, own[at]!)).map(async (node) => ({
      runId: other.id,
      path: node.path,
      role: node.role,
      text: node.text,
      createdAt: new Date(),
      ...(node.role === "refiner" && storedJudging(await pool.judge(judgeInputOf(question, null, node)))),
    }));
    await insertGroup(store, { treeId, nodes: await Promise.all(copies), spend: noSpend });
    await setTreeStatus(store, treeId, "completed");
    await refreshTree(store, treeId, policyOf(other));
  }
  return other.id;
}

/** Takes a step somewhere; one that is refused changes nothing. */
async function take(studio: Studio, runIds: string[], { what, pick }: Step): Promise<void> {
  const runId = runIds[pick % runIds.length]!;
  const nodes = (await studio.nodesOf(runId))[pick % 2]!;
  const { questionId, position } = await getTree(studio.store, nodes[0]!.treeId);
  const leaves = nodes.filter(({ role }) => role === "refiner");
  await steps[what]({ studio, runIds, runId, questionId, gold: position, leaves, pick }).catch(
    (error: unknown) => {
      if (!(error instanceof MalthouseError)) throw error;
      expect(["wrong_state", "invalid_request"]).toContain(error.code);
    },
  );
}

/** All that the store keeps of these runs' trees. */
async function storedOf(store: Store, runIds: readonly string[]) {
  const { trees, nodes, roleCounts } = store.t;
  const isOwn = ({ runId }: { runId: string }) => runIds.includes(runId);
  return {
    trees: (await store.db.select().from(trees).orderBy(trees.id)).filter(isOwn),
    nodes: (await store.db.select().from(nodes).orderBy(nodes.id)).filter(isOwn),
    roles: (await store.db.select().from(roleCounts).orderBy(roleCounts.treeId, roleCounts.role)).filter(
      isOwn,
    ),
  };
}

/** A tree's values as a line, by hand: shares of right leaves in eighths, means above them. */
function lineByHand(nodes: readonly NodeRow[], parent = ""): { line: string; mean: number } {
  const parts = nodes
    .filter(({ path }) => path.split(".").slice(0, -1).join(".") === parent)
    .map(({ path, role, effectiveVerdict }) => {
      const isRight = effectiveVerdict === "correct";
      if (role === "refiner") return { line: isRight ? "1" : "0", mean: isRight ? 1 : 0 };
      const { line, mean } = lineByHand(nodes, path);
      let [top, bottom] = [mean * 8, 8];
      while (top % 2 === 0 && bottom > 1) [top, bottom] = [top / 2, bottom / 2];
      return { line: `${bottom === 1 ? top : `${top}/${bottom}`}(${line})`, mean };
    });
  return {
    line: parts.map(({ line }) => line).join(","),
    mean: parts.reduce((sum, { mean }) => sum + mean, 0) / parts.length,
  };
}

/** Nothing is stale: to work all of it out anew changes nothing, and each answer is judged by the gold that stands. */
async function checkStored({ store, judge: pool }: Studio, runIds: readonly string[]): Promise<void> {
  const before = await storedOf(store, runIds);
  for (const { id, runId } of before.trees)
    await refreshTree(store, id, policyOf(await getRun(store, runId)));
  const after = await storedOf(store, runIds);
  const bare = ({ trees, ...rest }: typeof before) => ({
    ...rest,
    trees: trees.map((tree) => ({ ...tree, auditedBy: null })),
  });
  expect(bare(after)).toEqual(bare(before));
  for (const tree of before.trees) {
    const nodes = before.nodes
      .filter(({ treeId }) => treeId === tree.id)
      .toSorted((a, b) => (a.pathKey < b.pathKey ? -1 : 1));
    expect(tree.valueLine).toBe(lineByHand(nodes).line);
    const question = await getQuestion(store, tree.questionId);
    const { rule } = judgeOfRun(await getRun(store, tree.runId));
    const leaves = nodes.filter(({ role }) => role === "refiner");
    const judged = await pool.judgeMany(leaves.map((leaf) => judgeInputOf(question, rule, leaf)));
    expect(leaves.map(({ verdict }) => verdict)).toEqual(judged.map(({ verdict }) => verdict));
    expect(leaves.map(({ effectiveVerdict }) => effectiveVerdict)).toEqual(
      leaves.map(({ override, verdict }) => override?.verdict ?? verdict),
    );
  }
}

const said: Leaves = [
  [
    ["cg", "ii"],
    ["ic", "cc"],
  ],
  [
    ["gu", "ii"],
    ["ii", "ci"],
  ],
];
const told = (...words: Step["what"][]): Step[] => words.map((what) => ({ what, pick: 1 }));

describeStores("what is stored of a tree beside its nodes", (openStore) => {
  const open = useStudio(openStore);

  test("values, lines and counters follow whatever people do, and each answer is judged by the gold that stands", async () => {
    const studio = await open();
    await fc.assert(
      fc.asyncProperty(anyTrees, anySteps, async (planted: Leaves, taken) => {
        const { run } = await plantSuspects(studio.store, planted, { config, judge });
        await studio.store.transaction((tx) =>
          addRule(tx, run.datasetId!, { rule: lastNumber, note: null, author: null }),
        );
        const runIds = [run.id];
        for (const step of taken) await take(studio, runIds, step);
        await checkStored(studio, runIds);
      }),
      {
        numRuns: 4,
        examples: [
          // A run grown after a mend, and one judged again after it, were judged by the mended gold.
          [
            said as never,
            [
              { what: "mend", pick: 0 },
              { what: "sibling", pick: 0 },
              { what: "undo", pick: 0 },
            ],
          ],
          [said as never, told("mend", "judge", "undo")],
        ],
      },
    );
  });
});
