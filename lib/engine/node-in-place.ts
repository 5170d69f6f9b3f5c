import type { Store } from "../../db/client.ts";
import { getNode, nodeShapes } from "../../db/queries/nodes.ts";
import { questionsById } from "../../db/queries/questions.ts";
import { getRun } from "../../db/queries/runs.ts";
import { getTree } from "../../db/queries/trees.ts";
import { MalthouseError } from "../core/errors.ts";
import { comparePaths } from "../core/path.ts";
import type { NodeInPlace } from "../http/wire/nodes.ts";
import { protocolOf } from "../protocols/registry.ts";
import { choicesOf } from "./question-choices.ts";
import { judgeOfRun } from "./run-judge.ts";

/** A node with its question and what was judged of it, and the judged nodes beside it. Throws `not_found`. */
export async function viewNodeInPlace(store: Store, id: string): Promise<NodeInPlace> {
  const node = await getNode(store, id);
  const tree = await getTree(store, node.treeId);
  const [run, questions, shapes] = await Promise.all([
    getRun(store, tree.runId),
    questionsById(store, [tree.questionId]),
    nodeShapes(store, [tree.id]),
  ]);
  const question = questions.get(tree.questionId);
  const { roles } = protocolOf(run.protocol);
  const role = roles.find(({ name }) => name === node.role);
  if (!question || !role) throw new MalthouseError("not_found", `The question of node ${id} is gone.`);
  const judged = new Set(roles.filter(({ isJudged }) => isJudged).map(({ name }) => name));
  const beside = shapes
    .filter((shape) => judged.has(shape.role) || shape.id === id)
    .sort((a, b) => comparePaths(a.path, b.path));
  const at = beside.findIndex((shape) => shape.id === id);
  return {
    id,
    runId: run.id,
    runName: run.name,
    datasetId: run.datasetId,
    treeId: tree.id,
    index: tree.position,
    path: node.path,
    role,
    text: node.text,
    isTruncated: node.finishReason === "length",
    verdict: node.verdict,
    answer: node.answer,
    judge: node.judge && { ...node.judge, flags: [...node.judge.flags] },
    override: node.override,
    runJudge: judgeOfRun(run),
    question: {
      id: question.id,
      text: question.text,
      gold: question.gold,
      task: question.task,
      choices: choicesOf(question.meta),
    },
    previousNodeId: beside[at - 1]?.id ?? null,
    nextNodeId: beside[at + 1]?.id ?? null,
  };
}
