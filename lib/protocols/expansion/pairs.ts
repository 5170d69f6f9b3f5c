import { subtract } from "../../core/fraction.ts";
import type { Path } from "../../core/path.ts";
import type { Label, NodeValue, PreferencePair, TreeShape } from "../../core/tree.ts";
import { childrenByParent } from "./values.ts";

/** Positive × negative siblings, all of them, in path order (MALT §4.3); siblings share one prompt. */
export function pairs(
  record: TreeShape,
  values: ReadonlyMap<Path, NodeValue>,
  labels: ReadonlyMap<Path, Label | null>,
): readonly PreferencePair[] {
  const result: PreferencePair[] = [];
  const groups = [...childrenByParent(record.nodes).values()];
  for (const siblings of groups)
    for (const chosen of siblings) {
      if (labels.get(chosen.path) !== "positive") continue;
      for (const rejected of siblings) {
        if (labels.get(rejected.path) !== "negative") continue;
        const [above, below] = [values.get(chosen.path)?.value, values.get(rejected.path)?.value];
        if (!above || !below) continue;
        result.push({
          role: chosen.role,
          chosen: chosen.path,
          rejected: rejected.path,
          margin: subtract(above, below),
        });
      }
    }
  return result;
}
