import type { Store } from "../../db/client.ts";
import { pairKeyOf } from "../../db/queries/decisions.ts";
import { type ExportedTree, exportTrees } from "../../db/queries/export-trees.ts";
import type { NodeRow } from "../../db/rows.ts";
import { raiseThreshold } from "../core/credit/raise-threshold.ts";
import { compare, decimalFraction, type Fraction, subtract, toNumber, zero } from "../core/fraction.ts";
import { parentPath, type Path } from "../core/path.ts";
import type { Label, Message, NodeValue, PreferencePair, Role } from "../core/tree.ts";
import type { Candidate, Output, PairCandidate } from "../export/candidate.ts";
import { type LabelDraw, permuteLeaves, realLabels } from "../export/label-draw.ts";
import type { KindName } from "../export/recipe.ts";
import type { SettledRecipe } from "../export/settle-recipe.ts";
import type { LabelledNode } from "../protocols/protocol.ts";
import type { ExportedRun } from "./check-recipe.ts";
import { creditNodeOf, readByPeople } from "./refresh-tree.ts";

type CandidateRecipe = Pick<SettledRecipe, "kinds" | "roles" | "seed" | "thresholdAlpha">;

/**
 * All rows that a recipe could take, in one fixed order: runs as named, trees in run order, rows as the protocol gives
 * them. Only trees that are completed or failed count; of a failed one what carries a label. Labels are those of the
 * recipe's threshold, raised by siblings' spread where it says so, or a control's (`draw`: leaf verdicts permuted within
 * the tree before backup, or labels turned), so a decision on what is no pair under it is not there. A tree whose gold
 * is marked wrong gives none. Memory holds a few trees at a time.
 */
export async function* candidatesOf(
  store: Store,
  runs: readonly ExportedRun[],
  recipe: CandidateRecipe,
  draw: LabelDraw = realLabels,
  onTree?: () => Promise<void>,
): AsyncGenerator<Candidate> {
  for (const run of runs)
    for await (const exported of exportTrees(store, run.row.id)) {
      const { id, status } = exported.tree;
      const isEnded = status === "completed" || status === "failed";
      if (isEnded && !run.markedTrees.has(id)) yield* candidatesOfTree(run, exported, recipe, draw);
      await onTree?.();
    }
}

function* candidatesOfTree(
  { row, policy, promptConfig, decisions }: ExportedRun,
  { tree, question, nodes, failures }: ExportedTree,
  recipe: CandidateRecipe,
  { labels: drawn, permutation }: LabelDraw,
): Generator<Candidate> {
  const { protocol, protocolConfig } = policy;
  const leafRoles = new Set(protocol.roles.flatMap(({ name, isLeaf }) => (isLeaf ? [name] : [])));
  const stored = nodes.map((node) => ({ ...creditNodeOf(node), text: node.text }));
  const lot = [recipe.seed, permutation, row.configHash, question.text].join("\n");
  const shapes =
    drawn === "shuffled" ? permuteLeaves(stored, ({ role }) => leafRoles.has(role), lot) : stored;
  const record = { question, nodes: shapes, failed: failures.map(({ path }) => path) };
  const values = protocol.values(record, protocolConfig, policy);
  const alpha = decimalFraction(recipe.thresholdAlpha);
  const labelsOf = (given: typeof values): ReadonlyMap<Path, Label | null> => {
    const made = labelBySpread(policy, given, alpha);
    return drawn === "inverted" ? invertLabels(made) : made;
  };
  const labels = labelsOf(values);
  const restsOnUnknown = findUnsettled();
  const byPath = new Map(nodes.map((node) => [node.path, node]));
  const read = nodes.some(({ override }) => override !== null) ? readByPeople(nodes, nodes, policy) : nodes;
  const truths = new Map(read.map(({ path, effectiveVerdict }) => [path, effectiveVerdict]));
  const prompts = new Map<string, readonly Message[]>();

  const nodeAt = (path: string): NodeRow => {
    const node = byPath.get(path);
    if (!node) throw new Error(`tree ${tree.id}: a row names ${path}, which is not there`);
    return node;
  };
  const promptOf = (path: string, role: Role): readonly Message[] => {
    const slot = { path, role };
    const key = `${role} ${protocol.reads(slot).join(" ")}`;
    const prompt = prompts.get(key) ?? protocol.prompt(record, slot, promptConfig);
    prompts.set(key, prompt);
    return prompt;
  };
  /** Paths whose label would be another one with unknown leaves left out of the means; a label that goes is one. */
  function findUnsettled(): ReadonlySet<Path> {
    const isDoubtful = shapes.some(
      ({ role, verdict }) => leafRoles.has(role) && verdict !== "correct" && verdict !== "incorrect",
    );
    if (policy.unknownLeaves === "exclude" || !isDoubtful) return new Set();
    const others = labelsOf(protocol.values(record, protocolConfig, { ...policy, unknownLeaves: "exclude" }));
    return new Set([...labels].flatMap(([path, label]) => (others.get(path) === label ? [] : [path])));
  }

  const place = (path: string, role: Role, ...labelled: readonly Path[]) => ({
    role,
    isLeaf: leafRoles.has(role),
    runId: row.id,
    treeId: tree.id,
    questionId: question.id,
    questionText: question.text,
    prompt: promptOf(path, role),
    ...(labelled.some((one) => restsOnUnknown.has(one)) && { restsOnUnknown: true }),
  });

  const outputAt = ({ path, value }: Pick<LabelledNode, "path" | "value">): Output =>
    outputOf(nodeAt(path), value, claimAt(path));
  const claimAt = (path: Path): Output["claim"] => {
    const [claim, truth] = [byPath.get(path)?.claim, truths.get(parentPath(path))];
    if (!claim || (truth !== "correct" && truth !== "incorrect")) return undefined;
    return { saysCorrect: claim === "correct", wasCorrect: truth === "correct" };
  };
  const takes = (kind: KindName): boolean => recipe.kinds.includes(kind);

  for (const given of protocol.rows(record, values, labels)) {
    if (!recipe.roles.includes(given.role)) continue;
    if (given.kind === "dpo") {
      const pair = pairOf(given, place(given.chosen, given.role, given.chosen, given.rejected));
      for (const kind of ["dpo", "reward"] as const) if (takes(kind)) yield { ...pair, kind };
    } else if (!takes(given.kind)) continue;
    else if (given.kind === "sft")
      yield {
        ...place(given.path, given.role, given.path),
        kind: "sft",
        output: outputAt(given),
        isPaired: given.isPaired,
      };
    else if (given.kind === "kto")
      yield {
        ...place(given.path, given.role, given.path),
        kind: "kto",
        output: outputAt(given),
        isPositive: given.isPositive,
      };
    else if (given.kind === "step")
      yield {
        ...place(given.turns.at(-1)?.path ?? "", given.role, ...given.turns.map(({ path }) => path)),
        kind: "step",
        prompt: [{ role: "user", content: question.text }],
        turns: given.turns.map((turn) => ({
          output: outputAt(turn),
          isPositive: turn.isPositive,
          ...(restsOnUnknown.has(turn.path) && { restsOnUnknown: true }),
        })),
      };
    else
      yield {
        ...place("1", given.role),
        isLeaf: false,
        kind: "grpo",
        gold: question.gold,
        task: question.task,
      };
  }

  function pairOf(given: PreferencePair, at: ReturnType<typeof place>): Omit<PairCandidate, "kind"> {
    const side = (path: Path): Output => outputAt({ path, value: values.get(path)?.value ?? zero });
    const [chosen, rejected] = [side(given.chosen), side(given.rejected)];
    const parent = { parentPath: parentPath(given.chosen) };
    if (drawn === "shuffled")
      return { ...at, ...parent, chosen, rejected, margin: given.margin, decision: null };
    // People spoke of the pair as credit made it; turned labels turn it after that.
    const [wanted, other] = drawn === "inverted" ? [rejected, chosen] : [chosen, rejected];
    const key = pairKeyOf({ chosenNodeId: wanted.nodeId, rejectedNodeId: other.nodeId });
    const margin = drawn === "inverted" ? subtract(zero, given.margin) : given.margin;
    return { ...at, ...parent, chosen, rejected, margin, decision: decisions.get(key) ?? null };
  }
}

/** Labels under the policy's threshold, or that of each group of siblings where their spread raises it. */
function labelBySpread(
  policy: ExportedRun["policy"],
  values: ReadonlyMap<Path, NodeValue>,
  alpha: Fraction,
): ReadonlyMap<Path, Label | null> {
  if (compare(alpha, zero) === 0) return policy.protocol.labels(values, policy);
  const groups = Map.groupBy(values, ([path]) => parentPath(path));
  return new Map(
    [...groups.values()].flatMap((siblings) => {
      const known = siblings.flatMap(([, { value }]) => (value === null ? [] : [value]));
      const threshold = raiseThreshold(policy.threshold, alpha, known);
      return [...policy.protocol.labels(new Map(siblings), { ...policy, threshold })];
    }),
  );
}

const invertLabels = (labels: ReadonlyMap<Path, Label | null>): ReadonlyMap<Path, Label | null> =>
  new Map(
    [...labels].map(([path, label]) => [path, label && (label === "positive" ? "negative" : "positive")]),
  );

const outputOf = (
  { id, text, reasoning, finishReason, effectiveVerdict }: NodeRow,
  value: Fraction,
  claim: Output["claim"],
): Output => ({
  nodeId: id,
  text,
  reasoning,
  finishReason,
  verdict: effectiveVerdict,
  value: toNumber(value),
  ...(claim && { claim }),
});
