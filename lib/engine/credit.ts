import { compare, type Fraction, fraction, mean } from "../core/fraction.ts";
import { comparePaths, depthOf, type Path } from "../core/path.ts";
import type { Label, PreferencePair, ShapeNode, TreeShape, Verdict } from "../core/tree.ts";
import type { RunPolicy } from "./run-policy.ts";

/** A stored node as credit reads it; `verdict` is the one that counts, a person's before the judge's. */
export type CreditNode = ShapeNode & { readonly isOverridden: boolean };

/** What is derived of one node. */
export type NodeCredit = {
  readonly path: Path;
  readonly value: Fraction | null;
  readonly leaves: number;
  readonly correctLeaves: number;
  readonly isIncomplete: boolean;
  readonly label: Label | null;
  readonly localLabel: Label | null;
};

export type RoleCredit = {
  readonly nodes: number;
  readonly correct: number;
  readonly unknown: number;
  readonly positives: number;
  readonly pairs: number;
};

/** All that is derived of one tree; a cache of it is stored, and this function alone makes it. */
export type TreeCredit = {
  readonly nodes: readonly NodeCredit[];
  readonly pairs: readonly PreferencePair[];
  readonly roles: Readonly<Record<string, RoleCredit>>;
  /** By role, in path order. */
  readonly roleValues: Readonly<Record<string, readonly (Fraction | null)[]>>;
  /** Mean over the first row. */
  readonly value: Fraction | null;
  readonly leaves: number;
  readonly correctLeaves: number;
  readonly unknownLeaves: number;
  readonly overrides: number;
  /** Nodes whose own verdict says one thing and whose label the other, leaves left out. */
  readonly disagreements: number;
  /** Nodes whose label and majority label (MALT A.5) differ. */
  readonly localDisagreements: number;
  /** Nothing of the first row and below is open. */
  readonly isFinished: boolean;
};

const contradicts = (verdict: Verdict | null, label: Label | null): boolean =>
  (verdict === "correct" && label === "negative") || (verdict === "incorrect" && label === "positive");

/** Values, labels and pairs of a tree and the counters that lists and totals are served from. */
export function creditTree(
  shape: TreeShape & { readonly nodes: readonly CreditNode[] },
  policy: RunPolicy,
): TreeCredit {
  const { protocol, protocolConfig } = policy;
  const values = protocol.values(shape, protocolConfig, policy);
  const labels = protocol.labels(values, policy);
  const locals = protocol.localLabels(shape, labels);
  const pairs = protocol.pairs(shape, values, labels);
  const sorted = [...shape.nodes].sort((a, b) => comparePaths(a.path, b.path));
  const leafRoles = new Set(protocol.roles.filter((role) => role.isLeaf).map((role) => role.name));
  const nodes = sorted.map((node): NodeCredit => {
    const value = values.get(node.path);
    return {
      path: node.path,
      value: value?.value ?? null,
      leaves: value?.leaves ?? 0,
      correctLeaves: value?.correctLeaves ?? 0,
      isIncomplete: value?.isIncomplete ?? false,
      label: labels.get(node.path) ?? null,
      localLabel: locals.get(node.path) ?? null,
    };
  });
  const leaves = sorted.filter((node) => leafRoles.has(node.role));
  const ofRole = (role: string) => sorted.filter((node) => node.role === role);
  const firstRow = nodes.filter((node) => depthOf(node.path) === 1);
  const isFinished = firstRow.every(({ path }) => values.get(path)?.isFinished ?? false);
  const known = firstRow.flatMap((node) => (node.value === null ? [] : [node.value]));
  return {
    nodes,
    pairs,
    roles: Object.fromEntries(
      protocol.roles.map(({ name }) => [
        name,
        {
          nodes: ofRole(name).length,
          correct: ofRole(name).filter((node) => node.verdict === "correct").length,
          unknown: ofRole(name).filter((node) => node.verdict === "unknown").length,
          positives: ofRole(name).filter((node) => labels.get(node.path) === "positive").length,
          pairs: pairs.filter((pair) => pair.role === name).length,
        },
      ]),
    ),
    roleValues: Object.fromEntries(
      protocol.roles.map(({ name }) => [
        name,
        ofRole(name).map((node) => values.get(node.path)?.value ?? null),
      ]),
    ),
    value: mean(known),
    leaves: leaves.length,
    correctLeaves: leaves.filter((node) => node.verdict === "correct").length,
    unknownLeaves: leaves.filter((node) => node.verdict === "unknown").length,
    overrides: sorted.filter((node) => node.isOverridden).length,
    disagreements: sorted.filter(
      (node) => !leafRoles.has(node.role) && contradicts(node.verdict, labels.get(node.path) ?? null),
    ).length,
    localDisagreements: nodes.filter(
      ({ label, localLabel }) => label !== null && localLabel !== null && label !== localLabel,
    ).length,
    isFinished: firstRow.length > 0 && isFinished,
  };
}

/** A stored value; null where one half is missing. */
export function storedFraction(numerator: number | null, denominator: number | null): Fraction | null {
  return numerator === null || denominator === null ? null : fraction(numerator, denominator);
}

/** Whether two values are one number, or both none. */
export const isSameValue = (a: Fraction | null, b: Fraction | null): boolean =>
  a === null || b === null ? a === b : compare(a, b) === 0;
