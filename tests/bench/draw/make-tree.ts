import { createRandom } from "../../../lib/core/create-random.ts";
import type { Tree, TreeNode } from "../../../lib/http/wire/trees.ts";

const letters = ["G", "V", "R"] as const;
const roles = letters.map((letter, at) => ({
  name: letter,
  letter,
  title: letter,
  depth: at + 1,
  isJudged: at !== 1,
  isLeaf: at === 2,
  isClaiming: at === 1,
}));

/** A full tree of three rows as the API gives it: 39 nodes at `branching` 3, 1,110 at 10. The seed decides verdicts. */
export function makeTree(branching: number, seed: number): Tree {
  const random = createRandom(seed);
  const grow = (path: string, depth: number): { nodes: TreeNode[]; right: number; all: number } => {
    const below = depth === 3 ? [] : paths(path).map((child) => grow(child, depth + 1));
    const all = depth === 3 ? 1 : below.reduce((sum, child) => sum + child.all, 0);
    const right = depth === 3 ? Number(random() < 0.5) : below.reduce((sum, child) => sum + child.right, 0);
    const nodes = [nodeOf(path, depth, { right, all }), ...below.flatMap((child) => child.nodes)];
    return { nodes, right, all };
  };
  const paths = (parent: string): string[] =>
    Array.from({ length: branching }, (_, at) => (parent === "" ? String(at + 1) : `${parent}.${at + 1}`));
  return {
    id: "tree",
    runId: "run",
    runName: "bench",
    index: 0,
    treesTotal: 1,
    protocol: "malt",
    threshold: 0.5,
    unknownLeaves: "incorrect",
    roles,
    judge: { version: "1", ruleVersion: null, rule: null },
    question: { id: "question", text: "How many?", gold: "42", task: "gsm8k", meta: {} },
    status: "completed",
    isSimulated: true,
    nodes: paths("").flatMap((path) => grow(path, 1).nodes),
    failed: [],
    inFlight: [],
    previousTreeId: null,
    nextTreeId: null,
  };
}

function nodeOf(path: string, depth: number, { right, all }: { right: number; all: number }): TreeNode {
  const isRight = 2 * right > all;
  const raw = isRight ? "42" : "41";
  return {
    id: path,
    parentId: null,
    role: letters[depth - 1] ?? "G",
    path,
    depth,
    ordinal: Number(path.slice(path.lastIndexOf(".") + 1)),
    text: "",
    reasoning: null,
    finishReason: "stop",
    answer: depth === 2 ? null : { raw, normalized: raw, start: 0, end: 0 },
    verdict: depth === 2 ? null : isRight ? "correct" : "incorrect",
    judge: null,
    value: right / all,
    valueNumerator: right,
    valueDenominator: all,
    leaves: all,
    correctLeaves: right,
    incomplete: false,
    label: isRight ? "positive" : "negative",
    localLabel: null,
    override: null,
    claim: null,
    model: null,
    promptTokens: null,
    completionTokens: null,
    isEstimated: false,
    costUsd: null,
    latencyMs: null,
    seed: null,
    systemFingerprint: null,
    requestId: null,
    createdAt: null,
  };
}
