import type { Store } from "../../db/client.ts";
import { currentDecisions, pairKeyOf } from "../../db/queries/decisions.ts";
import { type ExportedTree, exportTrees } from "../../db/queries/export-trees.ts";
import type { NodeRow, RunRow } from "../../db/rows.ts";
import { toNumber } from "../core/fraction.ts";
import type { Path } from "../core/path.ts";
import type { Columns } from "../export/columns.ts";
import { creditTree } from "./credit.ts";
import { creditNodeOf } from "./refresh-tree.ts";
import { type RunPolicy, policyOf } from "./run-policy.ts";

/** A table of a run for those who think in data frames: typed columns, one flat row at a time. */
export type RunTable = {
  readonly columns: Columns;
  rows(store: Store, run: RunRow): AsyncGenerator<Readonly<Record<string, unknown>>>;
};

const maybe = {
  text: { optional: "text" },
  float: { optional: "float" },
  integer: { optional: "integer" },
  time: { optional: "time" },
} as const;

const place: Columns = {
  runId: "text",
  treeId: "text",
  questionId: "text",
  questionIndex: "integer",
};

/** Every stored node with text, verdicts, value and label under the run's own policy, tokens and cost. */
export const nodeTable: RunTable = {
  columns: {
    ...place,
    question: "text",
    gold: "text",
    nodeId: "text",
    parentId: maybe.text,
    role: "text",
    path: "text",
    depth: "integer",
    ordinal: "integer",
    text: "text",
    reasoning: maybe.text,
    finishReason: maybe.text,
    answer: maybe.text,
    verdict: maybe.text,
    override: maybe.text,
    claim: maybe.text,
    value: maybe.float,
    leaves: "integer",
    correctLeaves: "integer",
    incomplete: "boolean",
    label: maybe.text,
    localLabel: maybe.text,
    model: maybe.text,
    promptTokens: maybe.integer,
    completionTokens: maybe.integer,
    costUsd: maybe.float,
    latencyMs: maybe.float,
    createdAt: maybe.time,
  },
  async *rows(store, run) {
    const policy = policyOf(run);
    for await (const exported of exportTrees(store, run.id)) {
      const credit = new Map(creditOf(exported, policy).nodes.map((node) => [node.path, node]));
      for (const node of exported.nodes) {
        const known = credit.get(node.path);
        yield {
          ...placeOf(run, exported),
          question: exported.question.text,
          gold: exported.question.gold,
          nodeId: node.id,
          parentId: node.parentId,
          role: node.role,
          path: node.path,
          depth: node.depth,
          ordinal: node.ordinal,
          text: node.text,
          reasoning: node.reasoning,
          finishReason: node.finishReason,
          answer: node.answer?.normalized ?? node.answer?.raw,
          verdict: node.verdict,
          override: node.override?.verdict,
          claim: node.claim,
          value: known?.value && toNumber(known.value),
          leaves: known?.leaves ?? 0,
          correctLeaves: known?.correctLeaves ?? 0,
          incomplete: known?.isIncomplete ?? false,
          label: known?.label,
          localLabel: known?.localLabel,
          model: node.model,
          promptTokens: node.promptTokens,
          completionTokens: node.completionTokens,
          costUsd: node.costUsd,
          latencyMs: node.latencyMs,
          createdAt: node.createdAt?.toISOString(),
        };
      }
    }
  },
};

/** Every preference pair under the run's own threshold with its values and what people said of it; texts are the nodes'. */
export const pairTable: RunTable = {
  columns: {
    ...place,
    role: "text",
    chosenNodeId: "text",
    rejectedNodeId: "text",
    chosenPath: "text",
    rejectedPath: "text",
    chosenValue: "float",
    rejectedValue: "float",
    margin: "float",
    chosenTokens: maybe.integer,
    rejectedTokens: maybe.integer,
    decision: maybe.text,
    author: maybe.text,
    reason: maybe.text,
    decidedAt: maybe.time,
  },
  async *rows(store, run) {
    const policy = policyOf(run);
    const decisions = new Map((await currentDecisions(store, run.id)).map((said) => [pairKeyOf(said), said]));
    for await (const exported of exportTrees(store, run.id)) {
      const credit = creditOf(exported, policy);
      const values = new Map(credit.nodes.map(({ path, value }) => [path, value && toNumber(value)]));
      const nodes = new Map<Path, NodeRow>(exported.nodes.map((node) => [node.path, node]));
      for (const pair of credit.pairs) {
        const [chosen, rejected] = [nodes.get(pair.chosen), nodes.get(pair.rejected)];
        if (!chosen || !rejected) continue;
        const said = decisions.get(pairKeyOf({ chosenNodeId: chosen.id, rejectedNodeId: rejected.id }));
        yield {
          ...placeOf(run, exported),
          role: pair.role,
          chosenNodeId: chosen.id,
          rejectedNodeId: rejected.id,
          chosenPath: pair.chosen,
          rejectedPath: pair.rejected,
          chosenValue: values.get(pair.chosen),
          rejectedValue: values.get(pair.rejected),
          margin: toNumber(pair.margin),
          chosenTokens: chosen.completionTokens,
          rejectedTokens: rejected.completionTokens,
          decision: said?.verdict,
          author: said?.author,
          reason: said?.reason,
          decidedAt: said?.at.toISOString(),
        };
      }
    }
  },
};

const creditOf = ({ nodes, failures }: ExportedTree, policy: RunPolicy) =>
  creditTree({ nodes: nodes.map(creditNodeOf), failed: failures.map(({ path }) => path) }, policy);

const placeOf = (run: RunRow, { tree, question }: ExportedTree) => ({
  runId: run.id,
  treeId: tree.id,
  questionId: question.id,
  questionIndex: tree.position,
});
