import { tasks } from "../core/tree.ts";
import type { AnyProtocol } from "../protocols/registry.ts";
import type { ProtocolView } from "./wire/protocols.ts";

/** What a form needs to start a run: roles, default branching, default prompts by task. */
export const viewProtocol = ({
  name,
  title,
  roles,
  defaultBranching,
  defaultTemplate,
}: AnyProtocol): ProtocolView => ({
  name,
  title,
  roles: [...roles],
  defaultBranching: { ...defaultBranching },
  templates: Object.fromEntries(
    tasks.map((task) => [
      task,
      Object.fromEntries(roles.map((role) => [role.name, defaultTemplate(task, role.name)])),
    ]),
  ),
});
