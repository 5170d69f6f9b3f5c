import { z } from "zod";
import { Notice, Run, TreeStatus } from "./runs.ts";

/** Server-Sent Events of a run, by event name. */
export const RunEvents = {
  progress: Run,
  tree: z.object({ treeId: z.string(), status: TreeStatus }),
  notice: Notice,
} as const;
