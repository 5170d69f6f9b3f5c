import type { Tx } from "../../db/client.ts";
import { failuresOfTrees } from "../../db/queries/failures.ts";
import type { NodePlaced } from "../../db/queries/insert-group.ts";
import { type CreditShape, creditShapes, nodeShapes } from "../../db/queries/nodes.ts";
import { saveCredits, type TreeCredit as StoredCredit } from "../../db/queries/save-credit.ts";
import { lockTrees } from "../../db/queries/trees.ts";
import type { TreeStatus } from "../../db/stored-types.ts";
import type { NodeShape } from "../../db/rows.ts";
import { correctionsOf } from "../core/credit/corrections-of.ts";
import { readEarlyAnswers } from "../core/credit/read-early-answers.ts";
import { type LinedNode, writeTreeLine } from "../core/credit/tree-line.ts";
import { writeValueLine } from "../core/value-line.ts";
import {
  type CreditNode,
  creditTree,
  isSameValue,
  type NodeCredit,
  storedFraction,
  type TreeCredit,
} from "./credit.ts";
import type { RunPolicy } from "./run-policy.ts";

/** A stored node as credit reads it: the verdict that counts, a person's before the judge's. */
export const creditNodeOf = (
  node: Pick<CreditShape, "path" | "role" | "effectiveVerdict" | "claim" | "override">,
): CreditNode => ({
  path: node.path,
  role: node.role,
  verdict: node.effectiveVerdict,
  claim: node.claim,
  isOverridden: node.override !== null,
});

/** A stored node as the tree's line keeps it. */
export const linedNodeOf = (
  node: Pick<CreditShape, "path" | "effectiveVerdict" | "finishReason">,
): LinedNode => ({
  path: node.path,
  verdict: node.effectiveVerdict,
  isTruncated: node.finishReason === "length",
});

/** Whether a tree holds a word of a person's, which may tell of its early answers too. */
const isTold = (nodes: readonly Pick<CreditShape, "override">[]): boolean =>
  nodes.some(({ override }) => override !== null);

type Answered = Pick<NodeShape, "treeId" | "path" | "role" | "verdict" | "effectiveVerdict" | "answer">;

/** Nodes with the verdicts that people's words on leaves give to equal answers above them. */
export function readByPeople<Node extends Pick<CreditShape, "path" | "effectiveVerdict">>(
  nodes: readonly Node[],
  shapes: readonly Answered[],
  { protocol }: RunPolicy,
): readonly Node[] {
  const leafRoles = new Set(protocol.roles.filter(({ isLeaf }) => isLeaf).map(({ name }) => name));
  const read = readEarlyAnswers(
    shapes.map(({ path, role, verdict, effectiveVerdict, answer }) => ({
      path,
      isLeaf: leafRoles.has(role),
      judged: verdict,
      counts: effectiveVerdict,
      answer: answer?.raw ?? null,
    })),
  );
  return nodes.map((node) => ({
    ...node,
    effectiveVerdict: read.get(node.path) ?? node.effectiveVerdict,
  }));
}

function isUnchanged(node: CreditShape, credit: NodeCredit): boolean {
  return (
    isSameValue(storedFraction(node.valueNumerator, node.valueDenominator), credit.value) &&
    node.leaves === credit.leaves &&
    node.correctLeaves === credit.correctLeaves &&
    node.isIncomplete === credit.isIncomplete &&
    node.label === credit.label &&
    node.localLabel === credit.localLabel
  );
}

type Refresh = {
  readonly policy: RunPolicy;
  readonly status?: TreeStatus;
  readonly nodesTotal?: number;
};
type Refreshed = {
  readonly credit: TreeCredit;
  readonly valueLine: string;
  readonly changed: readonly { readonly before: CreditShape; readonly after: NodeCredit }[];
  readonly verdictLine: string | null;
  /** Nodes whose text was cut off at its token limit, by role. */
  readonly truncated: ReadonlyMap<string, number>;
};

/**
 * Rebuilds what is stored of a tree's values, labels and pairs from its verdicts: the one place that does. Only nodes
 * whose credit changed are written. Answers the credit and those nodes as they were.
 */
export async function refreshTree(
  tx: Tx,
  treeId: string,
  policy: RunPolicy,
  more: Omit<Refresh, "policy"> = {},
): Promise<Refreshed> {
  const refreshed = await refreshTrees(tx, new Map([[treeId, { policy, ...more }]]));
  const own = refreshed.get(treeId);
  if (!own) throw new Error(`tree ${treeId} was not refreshed`);
  return own;
}

/** The same for several trees, in as many statements as one takes. */
export async function refreshTrees(
  tx: Tx,
  trees: ReadonlyMap<string, Refresh>,
): Promise<ReadonlyMap<string, Refreshed>> {
  const ids = [...trees.keys()];
  // Whoever else writes to these trees waits: sums over nodes that another is adding would overwrite the right ones.
  await lockTrees(tx, ids);
  return await refreshGrown(tx, trees, { stored: await creditShapes(tx, ids), added: [] });
}

/** The same for locked trees whose stored nodes are at hand; `added` are stored with it, with their credit. */
export async function refreshGrown(
  tx: Tx,
  trees: ReadonlyMap<string, Refresh>,
  { stored, added }: { readonly stored: readonly CreditShape[]; readonly added: readonly NodePlaced[] },
): Promise<ReadonlyMap<string, Refreshed>> {
  const ids = [...trees.keys()];
  const fresh = added.map(shapeOf);
  const shapes = Map.groupBy([...stored, ...fresh], ({ treeId }) => treeId);
  const failures = Map.groupBy(await failuresOfTrees(tx, ids), ({ treeId }) => treeId);
  // Answers are read only where a person has spoken: all other trees are credited without them.
  const told = new Set(ids.filter((id) => isTold(shapes.get(id) ?? [])));
  const answered: readonly Answered[] = [...(await nodeShapes(tx, [...told])), ...fresh];
  const answers = Map.groupBy(answered, ({ treeId }) => treeId);
  const refreshed = new Map<string, Refreshed>();
  for (const [treeId, { policy }] of trees) {
    const own = shapes.get(treeId) ?? [];
    const said = told.has(treeId) ? answers.get(treeId) : undefined;
    const nodes = said ? readByPeople(own, said, policy) : own;
    const failed = (failures.get(treeId) ?? []).map(({ path }) => path);
    const credit = creditTree({ nodes: nodes.map(creditNodeOf), failed }, policy);
    const byPath = new Map(credit.nodes.map((node) => [node.path, node]));
    const changed = own.flatMap((before) => {
      const after = byPath.get(before.path);
      return after && !isUnchanged(before, after) ? [{ before, after }] : [];
    });
    const verdictLine = credit.isFinished ? writeTreeLine(nodes.map(linedNodeOf), failed) : null;
    const truncated = new Map<string, number>();
    for (const { role, finishReason } of nodes)
      if (finishReason === "length") truncated.set(role, (truncated.get(role) ?? 0) + 1);
    const valueLine = writeValueLine(credit.nodes, failed);
    refreshed.set(treeId, { credit, changed, valueLine, verdictLine, truncated });
  }
  const saved = [...refreshed].map(
    ([treeId, own]) => [treeId, storedCreditOf(own, trees.get(treeId))] as const,
  );
  await saveCredits(tx, new Map(saved), added);
  return refreshed;
}

/** A node that is about to be stored, as credit reads it. */
const shapeOf = (node: NodePlaced): CreditShape & Answered => ({
  id: node.id,
  treeId: node.treeId,
  path: node.path,
  role: node.role,
  verdict: node.verdict ?? null,
  effectiveVerdict: node.effectiveVerdict ?? null,
  answer: node.answer ?? null,
  override: node.override ?? null,
  claim: node.claim ?? null,
  valueNumerator: null,
  valueDenominator: null,
  leaves: 0,
  correctLeaves: 0,
  isIncomplete: false,
  label: null,
  localLabel: null,
  finishReason: node.finishReason ?? null,
});

function storedCreditOf(
  { credit, changed, valueLine, verdictLine, truncated }: Refreshed,
  refresh: Refresh | undefined,
): StoredCredit {
  return {
    nodes: changed.map(({ before, after }) => ({ ...after, id: before.id })),
    summary: {
      status: refresh?.status,
      nodesTotal: refresh?.nodesTotal,
      leaves: credit.leaves,
      correctLeaves: credit.correctLeaves,
      unknownLeaves: credit.unknownLeaves,
      overrides: credit.overrides,
      disagreements: credit.disagreements,
      localDisagreements: credit.localDisagreements,
      value: credit.value,
      roleValues: credit.roleValues,
      rolePairs: Object.fromEntries(Object.entries(credit.roles).map(([role, { pairs }]) => [role, pairs])),
      valueLine,
      verdictLine,
      corrections:
        verdictLine === null || refresh === undefined
          ? null
          : correctionsOf(verdictLine, refresh.policy.protocol.roles.length),
    },
    roleCounts: Object.fromEntries(
      Object.entries(credit.roles).map(([role, counts]) => [
        role,
        { ...counts, truncated: truncated.get(role) ?? 0 },
      ]),
    ),
  };
}
