import { ancestorPaths, parentPath, type Path } from "@/lib/core/path.ts";
import { clusteredInterval, type ClusteredInterval } from "@/lib/core/clustered-interval.ts";
import { add, fraction, formatFraction, mean, zero, type Fraction } from "@/lib/core/fraction.ts";
import type { TreeNode } from "@/lib/http/wire/trees.ts";
import { formatValue } from "./format-value.ts";
import { nameOf, type Place, type TreeIndex } from "./index-tree.ts";
import { kindOf, verdictOf } from "./look-of-node.ts";

export type CreditChild = {
  readonly path: Path;
  readonly name: string;
  readonly place: Place;
  readonly isOnPath: boolean;
};
export type CreditStep = {
  readonly path: Path;
  readonly name: string;
  /** Null for the question, which has no node. */
  readonly place: Place | null;
  readonly value: Fraction | null;
  readonly valueText: string | null;
  readonly children: readonly CreditChild[];
  /** 95 %, from how far the children's values lie apart; null for a leaf, and where that cannot be told. */
  readonly interval: ClusteredInterval | null;
  /** The step in words: "mean of 1, 0, 0 = 1/3, not above 0.5 → negative". */
  readonly words: string;
};

const exactOf = (node: TreeNode): Fraction | null =>
  node.valueNumerator === null || node.valueDenominator === null
    ? null
    : fraction(node.valueNumerator, node.valueDenominator);

const childNodes = (index: TreeIndex, path: Path): TreeNode[] =>
  (index.children.get(path) ?? []).flatMap((child) => {
    const place = index.places.get(child);
    return place?.kind === "node" ? [place.node] : [];
  });

/** The question's own value: the mean of its first row's values. */
export function rootValue(index: TreeIndex): { value: Fraction | null; text: string | null } {
  const first = childNodes(index, "");
  const values = first.map(exactOf);
  const known = values.filter((value) => value !== null);
  const value =
    known.length > 0 && first.length === (index.children.get("") ?? []).length ? mean(known) : null;
  if (value === null) return { value: null, text: null };
  const [leaves, correctLeaves] = [
    first.reduce((sum, node) => sum + node.leaves, 0),
    first.reduce((sum, node) => sum + node.correctLeaves, 0),
  ];
  const incomplete = known.length < values.length || first.some((node) => node.incomplete);
  const valued = {
    valueNumerator: Number(value.numerator),
    valueDenominator: Number(value.denominator),
    leaves,
    correctLeaves,
    incomplete,
  };
  return { value, text: formatValue(valued) };
}

/** Leaves with a value at or below a path. */
function countValuedLeaves(index: TreeIndex, path: Path): number {
  const place = index.places.get(path);
  if (place?.kind === "node" && place.role.isLeaf) return place.node.value === null ? 0 : 1;
  return (index.children.get(path) ?? []).reduce((sum, child) => sum + countValuedLeaves(index, child), 0);
}

function intervalOf(index: TreeIndex, path: Path, value: Fraction | null): ClusteredInterval | null {
  if (value === null || index.backup === "majority") return null;
  const groups = childNodes(index, path).flatMap((node) => (node.value === null ? [] : [node.value]));
  return groups.length < 2 ? null : clusteredInterval(groups, countValuedLeaves(index, path));
}

/** "majority of ✓ ✕ ✕": the children's labels, which vote. */
function wordsOfVote(index: TreeIndex, path: Path): string {
  const votes = childNodes(index, path).flatMap(({ label }) => (label === null ? [] : [label]));
  const positive = votes.filter((label) => label === "positive").length;
  return votes.length === 0
    ? "no child has a label"
    : `${positive} of ${votes.length} children positive${2 * positive > votes.length ? ", a majority" : ", no majority"}`;
}

function wordsOfMean(index: TreeIndex, path: Path, value: Fraction | null): string {
  const paths = index.children.get(path) ?? [];
  const values = childNodes(index, path).map(exactOf);
  const known = values.filter((child) => child !== null);
  const waiting = paths.filter((child) => index.places.get(child)?.kind === "asked").length;
  if (value === null) {
    if (known.length === 0 && paths.length === 0) return "nothing below yet";
    return waiting > 0
      ? `${waiting} of its children still being written`
      : "no value yet: a part below is not finished or not known";
  }
  const failed = paths.filter((child) => index.places.get(child)?.kind === "failed").length;
  const left = values.length - known.length;
  const asides = [
    failed > 0 ? `${failed} failed and left out` : "",
    left > 0 ? `${left} without a value left out` : "",
  ].filter(Boolean);
  const sum = known.reduce(add, zero);
  const inner = known.map(formatFraction).join(", ");
  const step =
    known.length > 1 && sum.denominator === 1n ? ` = ${formatFraction(sum)} ÷ ${known.length}` : "";
  return `mean of ${inner}${asides.length > 0 ? ` (${asides.join(", ")})` : ""}${step} = ${formatFraction(value)}`;
}

function wordsOfLabel(node: TreeNode, threshold: number): string {
  const [top, bottom] = [node.valueNumerator, node.valueDenominator];
  if (node.label === "positive") return `, above ${threshold} → positive`;
  if (node.label === "negative") return `, not above ${threshold} → negative`;
  return top === null || bottom === null ? "" : ", no label: incomplete";
}

function wordsOfLeaf(node: TreeNode, { tree: { unknownLeaves }, turned }: TreeIndex): string {
  const verdict = verdictOf(node);
  const by = turned.has(node.path) ? "what if:" : node.override ? "a person says" : "the judge says";
  if (verdict === null) return "not judged yet";
  if (verdict === "unknown") {
    return unknownLeaves === "exclude" ? `${by} unknown: left out of the mean` : `${by} unknown: counts as 0`;
  }
  return `${by} ${verdict}: ${verdict === "correct" ? 1 : 0}`;
}

/** How the value of the node at `path` came about and where it goes: from the node itself up to the question. */
export function explainCredit(index: TreeIndex, path: Path): CreditStep[] {
  const { tree } = index;
  const up: Path[] = path === "" ? [""] : [path, ...ancestorPaths(path).toReversed(), ""];
  return up.map((at, step) => {
    const place = index.places.get(at) ?? null;
    const onPath = up[step - 1];
    const children = (index.children.get(at) ?? []).flatMap((child): CreditChild[] => {
      const below = index.places.get(child);
      return below ? [{ path: child, name: nameOf(below), place: below, isOnPath: child === onPath }] : [];
    });
    if (at === "") {
      const { value, text } = rootValue(index);
      return {
        path: at,
        name: "Question",
        place: null,
        value,
        valueText: text,
        children,
        interval: intervalOf(index, "", value),
        words: wordsOfMean(index, "", value),
      };
    }
    const name = nameOf(place ?? undefined);
    if (place?.kind !== "node") {
      const words = place?.kind === "failed" ? "failed for good: no node, no value" : "being written";
      return { path: at, name, place, value: null, valueText: null, children, interval: null, words };
    }
    const { node, role } = place;
    const value = exactOf(node);
    const isVoted = index.backup === "majority" && !role.isLeaf;
    const base = role.isLeaf ? wordsOfLeaf(node, index) : wordsOfMean(index, at, value);
    const words = isVoted
      ? `${wordsOfVote(index, at)}${node.label ? ` → ${node.label}` : ""}`
      : base + wordsOfLabel(node, tree.threshold);
    return {
      path: at,
      name,
      place,
      value,
      valueText: kindOf(node, role) === "unknown" && value === null ? "unknown" : formatValue(node),
      children,
      interval: role.isLeaf ? null : intervalOf(index, at, value),
      words,
    };
  });
}

/** How the values below `path` came about: each node there that has children itself, in path order. */
export function explainBelow(index: TreeIndex, path: Path): CreditStep[] {
  const inner = (index.children.get(path) ?? []).filter((child) => index.children.has(child));
  return inner.flatMap((child) => [
    ...explainCredit(index, child).slice(0, 1),
    ...explainBelow(index, child),
  ]);
}

/** Siblings of a path in order, itself among them. */
export const siblingsOf = (index: TreeIndex, path: Path): readonly Path[] =>
  path === "" ? [] : (index.children.get(parentPath(path)) ?? []);
