import { z } from "zod";
import { TaskName, VerdictName } from "./common.ts";
import { RoleView } from "./runs.ts";
import { AnswerSpan } from "./judged-item.ts";
import { RunJudge } from "./judge-rules.ts";
import { OverrideView, TreeNode } from "./trees.ts";

/** GET /api/nodes/{id}: one completion with all that its judging rests on. */
export const NodeInPlace = z.object({
  id: z.string(),
  runId: z.string(),
  runName: z.string(),
  datasetId: z.string().nullable(),
  treeId: z.string(),
  index: z.number().int().describe("the tree's place in the run, from 0"),
  path: z.string(),
  role: RoleView,
  text: z.string(),
  isTruncated: z.boolean().describe("stopped at the token limit"),
  verdict: VerdictName.nullable().describe("as stored by the judge of then"),
  answer: AnswerSpan.nullable(),
  judge: TreeNode.shape.judge,
  override: OverrideView.nullable(),
  runJudge: RunJudge.describe("by what its run judges"),
  question: z.object({
    id: z.string(),
    text: z.string(),
    gold: z.string(),
    task: TaskName,
    choices: z.array(z.object({ label: z.string(), text: z.string() })).nullable(),
  }),
  previousNodeId: z.string().nullable().describe("the judged node before it in its tree, in path order"),
  nextNodeId: z.string().nullable(),
});
export type NodeInPlace = z.infer<typeof NodeInPlace>;
