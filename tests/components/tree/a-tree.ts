import { comparePaths, depthOf, ordinalOf, parentPath } from "../../../lib/core/path.ts";
import type { Tree, TreeNode } from "../../../lib/http/wire/trees.ts";

const roles = [
  { name: "asker", letter: "A", title: "Asker", depth: 1, isJudged: true, isLeaf: false, isClaiming: false },
  { name: "closer", letter: "C", title: "Closer", depth: 2, isJudged: true, isLeaf: true, isClaiming: false },
];

/** A node with nothing but what the test says of it. */
export function aNode(path: string, own: Partial<TreeNode> = {}): TreeNode {
  const depth = depthOf(path);
  const parent = parentPath(path);
  return {
    id: `node ${path}`,
    parentId: parent === "" ? null : `node ${parent}`,
    role: roles[depth - 1]?.name ?? "?",
    path,
    depth,
    ordinal: ordinalOf(path),
    text: "",
    reasoning: null,
    finishReason: "stop",
    answer: null,
    verdict: null,
    judge: null,
    value: null,
    valueNumerator: null,
    valueDenominator: null,
    leaves: 1,
    correctLeaves: 0,
    incomplete: false,
    label: null,
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
    ...own,
  };
}

export const aLeaf = (path: string, isRight: boolean, own: Partial<TreeNode> = {}): TreeNode =>
  aNode(path, {
    verdict: isRight ? "correct" : "incorrect",
    value: isRight ? 1 : 0,
    valueNumerator: isRight ? 1 : 0,
    valueDenominator: 1,
    correctLeaves: isRight ? 1 : 0,
    label: isRight ? "positive" : "negative",
    ...own,
  });

/** A tree of two roles around the given nodes. */
export function aTree(nodes: TreeNode[], own: Partial<Tree> = {}): Tree {
  return {
    id: "tree",
    runId: "run",
    runName: "A run",
    index: 0,
    treesTotal: 1,
    protocol: "toy",
    threshold: 0.5,
    unknownLeaves: "incorrect",
    roles,
    judge: { version: "1", ruleVersion: null, rule: null },
    question: { id: "question", text: "How many?", gold: "2", task: "gsm8k", meta: {} },
    status: "completed",
    isSimulated: false,
    nodes: nodes.toSorted((a, b) => comparePaths(a.path, b.path)),
    failed: [],
    inFlight: [],
    previousTreeId: null,
    nextTreeId: null,
    ...own,
  };
}
