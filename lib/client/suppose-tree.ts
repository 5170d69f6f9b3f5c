import { decimalFraction, toNumber } from "../core/fraction.ts";
import type { Path } from "../core/path.ts";
import type { Label, TreeShape, Verdict } from "../core/tree.ts";
import type { Run } from "../http/wire/runs.ts";
import type { Tree, TreeNode } from "../http/wire/trees.ts";
import { protocolOf } from "../protocols/registry.ts";
import type { Supposition } from "./supposition.ts";

export type SupposedPair = { readonly role: string; readonly chosen: Path; readonly rejected: Path };
export type SupposedTree = { readonly tree: Tree; readonly pairs: readonly SupposedPair[] };

type RunConfigView = Run["config"];

const shapeOf = (tree: Tree, turned: ReadonlyMap<Path, Verdict>): TreeShape => ({
  nodes: tree.nodes.map(({ path, role, verdict, override, claim }) => ({
    path,
    role,
    verdict: turned.get(path) ?? override?.verdict ?? verdict,
    claim,
  })),
  failed: tree.failed.map(({ path }) => path),
});

/**
 * A tree with the values, labels and pairs that it would have, by the protocol's own functions. `config` is the
 * run's: it says what is still to grow; without one the nodes there are taken as all that were planned. Under
 * "majority" an inner node's value is 1 or 0 by the label its children vote for. A turned leaf carries its verdict
 * in `verdict`, without an override. Throws `invalid_request` for a protocol that is not known here.
 */
export function supposeTree(
  tree: Tree,
  { threshold, backup, turned }: Supposition,
  config: RunConfigView = null,
): SupposedTree {
  const protocol = protocolOf(tree.protocol);
  const shape = shapeOf(tree, turned);
  const own = config === null ? null : protocol.Config.safeParse(config);
  // Without a config, only a label on an incomplete node can come from "include".
  const isIncluding = tree.nodes.some((node) => node.incomplete && node.label !== null);
  const incomplete = config?.incomplete ?? (isIncluding ? "include" : "exclude");
  const values = protocol.values(shape, own?.success ? own.data : null, {
    unknownLeaves: tree.unknownLeaves,
  });
  const labels = protocol.labels(values, { threshold: decimalFraction(threshold), incomplete });
  const locals = protocol.localLabels(shape, labels);
  const chosen = backup === "majority" ? locals : labels;
  const leaves = new Set(tree.roles.filter((role) => role.isLeaf).map((role) => role.name));
  const nodes = tree.nodes.map((node): TreeNode => {
    const value = values.get(node.path);
    const label = chosen.get(node.path) ?? null;
    const verdict = turned.get(node.path);
    return {
      ...node,
      ...(verdict ? { verdict, override: null } : {}),
      ...(backup === "majority" && !leaves.has(node.role)
        ? votedValue(label)
        : exactValue(value?.value ?? null)),
      leaves: value?.leaves ?? 0,
      correctLeaves: value?.correctLeaves ?? 0,
      incomplete: value?.isIncomplete ?? false,
      label,
      localLabel: locals.get(node.path) ?? null,
    };
  });
  const pairs = protocol.pairs(shape, values, chosen);
  return {
    tree: { ...tree, threshold, nodes },
    pairs: pairs.map(({ role, chosen: better, rejected }) => ({ role, chosen: better, rejected })),
  };
}

type ValueFields = Pick<TreeNode, "value" | "valueNumerator" | "valueDenominator">;

const exactValue = (value: Parameters<typeof toNumber>[0] | null): ValueFields => ({
  value: value && toNumber(value),
  valueNumerator: value && Number(value.numerator),
  valueDenominator: value && Number(value.denominator),
});

function votedValue(label: Label | null): ValueFields {
  if (label === null) return exactValue(null);
  const value = label === "positive" ? 1 : 0;
  return { value, valueNumerator: value, valueDenominator: 1 };
}
