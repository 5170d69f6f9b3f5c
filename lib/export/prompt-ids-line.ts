import type { Message, Role } from "../core/tree.ts";

/** Which tokens a prompt was to the server that sampled from it. */
export type SampledPrompt = {
  readonly runId: string;
  readonly treeId: string;
  readonly role: Role;
  /** Of the nodes that were sampled; "" above the first row. */
  readonly parentPath: string;
  readonly model: string;
  readonly messages: readonly Message[];
  readonly ids: readonly number[];
};

/** Where they lie in the zip. */
export const promptIdsFile = "prompt_ids.jsonl";

/** A line of that file; equal prompts give equal bytes, from either database. */
export const promptIdsLine = ({
  runId,
  treeId,
  role,
  parentPath,
  model,
  messages,
  ids,
}: SampledPrompt): string =>
  JSON.stringify({
    runId,
    treeId,
    role,
    parentPath,
    model,
    messages: messages.map((message) => ({ role: message.role, content: message.content })),
    ids,
  });
