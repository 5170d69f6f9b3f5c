import type { Path } from "@/lib/core/path.ts";
import type { TreeIndex } from "./index-tree.ts";
import { kindOf } from "./look-of-node.ts";

/** Up to here a tree is drawn open. */
const mostOpen = 120;
/** Above this many nodes in view even mixed groups start shut. */
const mostMixed = 400;

/**
 * What starts folded in a large tree: first the groups whose siblings all have one label, which say no more
 * than their parent; where that leaves too many, everything below depth 1.
 */
export function initialFolds(index: TreeIndex): ReadonlySet<Path> {
  if (index.paths.length <= mostOpen) return new Set();
  const folds = new Set<Path>();
  let hidden = 0;
  for (const [parent, children] of index.children) {
    if (parent === "" || children.some((child) => index.children.has(child))) continue;
    const kinds = new Set(
      children.map((child) => {
        const place = index.places.get(child);
        return place?.kind === "node" ? kindOf(place.node, place.role) : "open";
      }),
    );
    if (kinds.size !== 1 || kinds.has("open")) continue;
    folds.add(parent);
    hidden += children.length;
  }
  if (index.paths.length - hidden <= mostMixed) return folds;
  return new Set(index.children.get("") ?? []);
}
