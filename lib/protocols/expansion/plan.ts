import { childPath } from "../../core/path.ts";
import type { Slot, TreeShape } from "../../core/tree.ts";
import type { Plan, RoleSpec } from "../protocol.ts";
import type { Branching } from "./branching.ts";

/** Completions of a full subtree below a node at this depth, itself left out. */
function sizeBelow(roles: readonly RoleSpec[], depth: number, { branching }: Branching): number {
  let [size, row] = [0, 1];
  for (const { name } of roles.slice(depth)) {
    row *= branching[name] ?? 0;
    size += row;
  }
  return size;
}

/**
 * Which slots of a full expansion can be asked for now (MALT §4.2, Algorithm 1): the empty ones whose parent is
 * stored. Nothing grows below a part that failed for good.
 */
export function plan(roles: readonly RoleSpec[], record: TreeShape, config: Branching): Plan {
  const filled = new Set(record.nodes.map((node) => node.path));
  const failed = new Set(record.failed);
  const ready: Slot[] = [];
  let open = 0;
  const visit = (parent: string, depth: number) => {
    const role = roles[depth]?.name;
    if (role === undefined) return;
    const children = config.branching[role] ?? 0;
    for (let ordinal = 1; ordinal <= children; ordinal++) {
      const path = childPath(parent, ordinal);
      if (filled.has(path)) visit(path, depth + 1);
      else if (!failed.has(path)) {
        ready.push({ path, role });
        open += 1 + sizeBelow(roles, depth + 1, config);
      }
    }
  };
  visit("", 0);
  return { ready, open, isDone: ready.length === 0 };
}
