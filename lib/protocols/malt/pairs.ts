import { subtract } from "../../core/fraction.ts";
import type { Path } from "../../core/path.ts";
import type { Label, NodeValue, PreferencePair, TreeShape } from "../../core/tree.ts";
import type { TrainingRow } from "../protocol.ts";
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

/**
 * What a tree gives to training: every positive as a supervised row, every pair as a preference row. `isPaired`
 * tells the positives that occur in a pair apart: the paper's text and its Algorithm 1 differ on whether the
 * others count.
 */
export function rows(
  record: TreeShape,
  values: ReadonlyMap<Path, NodeValue>,
  labels: ReadonlyMap<Path, Label | null>,
): readonly TrainingRow[] {
  const preference = pairs(record, values, labels);
  const paired = new Set(preference.map((pair) => pair.chosen));
  const supervised = [...childrenByParent(record.nodes).values()].flat().flatMap((node): TrainingRow[] => {
    const value = values.get(node.path)?.value;
    if (!value || labels.get(node.path) !== "positive") return [];
    return [{ kind: "sft", role: node.role, path: node.path, value, isPaired: paired.has(node.path) }];
  });
  return [...supervised, ...preference.map((pair): TrainingRow => ({ kind: "dpo", ...pair }))];
}
