import type { Store } from "../../db/client.ts";
import { listDecisions } from "../../db/queries/decisions.ts";
import { type ExportedTree, exportTreePages } from "../../db/queries/export-trees.ts";
import { marksOfQuestions } from "../../db/queries/gold-marks.ts";
import { overridesOfRun } from "../../db/queries/overrides.ts";
import type { DecisionRow, NodeRow, RunRow } from "../../db/rows.ts";
import { toInterchange } from "../export/interchange.ts";
import type { OutgoingTree } from "../export/write-trees.ts";
import { outgoingSample } from "./audit/outgoing-sample.ts";
import { storedFraction } from "./credit.ts";
import { toNumber } from "../core/fraction.ts";

const decisionsPerPage = 5000;

/** Every tree of a run as a line of the interchange form, unfinished ones too, with all that people said of it. */
export async function* outgoingTrees(
  store: Store,
  run: RunRow,
  onTree?: () => Promise<void>,
): AsyncGenerator<OutgoingTree> {
  const decisions = await decisionsByChosen(store, run.id);
  const sample = await outgoingSample(store, run.id);
  const overrides = Map.groupBy(await overridesOfRun(store, run.id), ({ nodeId }) => nodeId);
  for await (const page of exportTreePages(store, run.id)) {
    const marks = await marksOfQuestions(
      store,
      page.map(({ question }) => question.id),
    );
    for (const exported of page) {
      const { tree, question, nodes, failures } = exported;
      const line = toInterchange({
        ...factsOf(run, sample?.facts ?? null),
        ...treeFactsOf(exported),
        nodes: nodes.map(lineNodeOf),
        failures: failures.map(({ path, role, code, message, attempts, at }) => ({
          path,
          role,
          code,
          reason: message,
          attempts,
          at: at.toISOString(),
        })),
        overrides: nodes
          .flatMap(({ id }) => overrides.get(id) ?? [])
          .toSorted((a, b) => a.id - b.id)
          .map(({ nodeId, verdict, author, reason, at }) => ({
            nodeId,
            verdict,
            author,
            reason,
            at: at.toISOString(),
          })),
        decisions: nodes
          .flatMap(({ id }) => decisions.get(id) ?? [])
          .toSorted((a, b) => a.id - b.id)
          .map(({ id: _id, runId: _runId, at, ...decision }) => ({ ...decision, at: at.toISOString() })),
        goldMarks: (marks.get(question.id) ?? []).map(
          ({ kind, goldBefore, goldAfter, author, reason, at }) => ({
            kind,
            goldBefore,
            goldAfter,
            author,
            reason,
            at: at.toISOString(),
          }),
        ),
        sampled: nodes.flatMap(({ id }) => sample?.byNode.get(id) ?? []),
      });
      yield { treeId: tree.id, questionId: question.id, line };
      await onTree?.();
    }
  }
}

async function decisionsByChosen(store: Store, runId: string): Promise<Map<string, DecisionRow[]>> {
  const byChosen = new Map<string, DecisionRow[]>();
  for (let cursor: string | undefined; ;) {
    const page = await listDecisions(store, runId, { cursor, limit: decisionsPerPage });
    for (const decision of page.items) {
      const known = byChosen.get(decision.chosenNodeId);
      if (known) known.push(decision);
      else byChosen.set(decision.chosenNodeId, [decision]);
    }
    if (page.nextCursor === null) return byChosen;
    cursor = page.nextCursor;
  }
}

type SampleFacts = NonNullable<Awaited<ReturnType<typeof outgoingSample>>>["facts"];

const factsOf = (run: RunRow, sample: SampleFacts | null) => ({
  schema: "malthouse.tree/1" as const,
  runId: run.id,
  protocol: run.protocol,
  threshold: Number(run.threshold),
  unknownLeaves: run.unknownLeaves,
  incomplete: run.incomplete,
  configHash: run.configHash || null,
  config: run.config,
  run: {
    name: run.name,
    isSimulated: run.isSimulated,
    budget: run.budget,
    endpoints: run.endpoints.map((facts) => ({ ...facts })),
    mayHaveBeenCharged: run.mayHaveBeenCharged,
    judge: run.judge,
    sample,
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
  },
});

const treeFactsOf = ({ tree, question }: ExportedTree) => ({
  treeId: tree.id,
  index: tree.position,
  status: tree.status,
  questionId: question.id,
  question: question.text,
  gold: question.gold,
  task: question.task,
  meta: { ...question.meta },
  usage: {
    requests: tree.requests,
    retries: tree.retries,
    promptTokens: tree.promptTokens,
    completionTokens: tree.completionTokens,
    costUsd: tree.costUsd,
  },
});

function lineNodeOf(node: NodeRow) {
  const value = storedFraction(node.valueNumerator, node.valueDenominator);
  return {
    ...node,
    judge: node.judge && { ...node.judge, flags: [...node.judge.flags] },
    value: value && toNumber(value),
    incomplete: node.isIncomplete,
    createdAt: node.createdAt?.toISOString() ?? null,
  };
}
