import { toNumber } from "@/lib/core/fraction.ts";
import type { Path } from "@/lib/core/path.ts";
import { valueStop } from "@/lib/draw/colour.ts";
import { rootValue } from "./explain-credit.ts";
import type { TreeIndex } from "./index-tree.ts";
import { isUnknownLeaf } from "./look-of-node.ts";

/** The stop of the value scale, 0 … 18, that a node is coloured by; null without a value and for an unknown leaf. */
export function stopOf(index: TreeIndex, path: Path): number | null {
  const { threshold } = index.tree;
  if (path === "") {
    const { value } = rootValue(index);
    return value === null ? null : valueStop(toNumber(value), threshold);
  }
  const place = index.places.get(path);
  if (place?.kind !== "node" || place.node.value === null || isUnknownLeaf(place.node, place.role))
    return null;
  return valueStop(place.node.value, threshold);
}
