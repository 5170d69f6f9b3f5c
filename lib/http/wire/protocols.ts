import { z } from "zod";
import { ByRole, listOf } from "./common.ts";
import { RoleView } from "./runs.ts";

/** A way to grow a tree: its roles, and what a run has where it brings nothing of its own. */
export const ProtocolView = z.object({
  name: z.string(),
  title: z.string(),
  roles: z.array(RoleView),
  templates: z
    .record(z.string(), z.record(z.string(), z.string()))
    .describe("default template by task and role"),
  defaultBranching: ByRole,
});
export type ProtocolView = z.infer<typeof ProtocolView>;
export const ProtocolList = listOf(ProtocolView);
