import { childPath } from "../../core/path.ts";
import type { Slot, TreeShape } from "../../core/tree.ts";
import type { Plan } from "../protocol.ts";
import { type MaltConfig, roleNames } from "./config.ts";

/** Completions of a full subtree below a node at this depth, itself left out. */
function sizeBelow(depth: number, config: MaltConfig): number {
  let [size, row] = [0, 1];
  for (const role of roleNames.slice(depth)) {
    row *= config.branching[role];
    size += row;
  }
  return size;
}

/**
 * Which slots of a full expansion can be asked for now (MALT §4.2, Algorithm 1): the empty ones whose parent is
 * stored. Nothing grows below a part that failed for good.
 */
export function plan(record: TreeShape, config: MaltConfig): Plan {
  const filled = new Set(record.nodes.map((node) => node.path));
  const failed = new Set(record.failed);
  const ready: Slot[] = [];
  let open = 0;
  const visit = (parent: string, depth: number) => {
    const role = roleNames[depth];
    if (role === undefined) return;
    for (let ordinal = 1; ordinal <= config.branching[role]; ordinal++) {
      const path = childPath(parent, ordinal);
      if (filled.has(path)) visit(path, depth + 1);
      else if (!failed.has(path)) {
        ready.push({ path, role });
        open += 1 + sizeBelow(depth + 1, config);
      }
    }
  };
  visit("", 0);
  return { ready, open, isDone: ready.length === 0 };
}
