import { MalthouseError } from "../../lib/core/errors.ts";
import type { Fraction } from "../../lib/core/fraction.ts";
import type { Label, Role } from "../../lib/core/tree.ts";
import type { Bound, Tx } from "../client.ts";
import { toColumns } from "../exact-columns.ts";
import { insertRows } from "../insert-rows.ts";
import type { NodePlaced } from "./insert-group.ts";
import type { RoleCountRow } from "../rows.ts";
import { selectRows } from "../select-rows.ts";
import type { RoleNumbers, StoredCorrections, TreeStatus } from "../stored-types.ts";
import { updateRows } from "../update-rows.ts";
import { inChunks } from "./in-chunks.ts";

export type NodeCredit = {
  readonly id: string;
  readonly value: Fraction | null;
  readonly leaves: number;
  readonly correctLeaves: number;
  readonly isIncomplete: boolean;
  readonly label: Label | null;
  readonly localLabel: Label | null;
};

export type TreeSummary = {
  /** Left out: stays as it is. */
  readonly status?: TreeStatus | undefined;
  readonly nodesTotal?: number | undefined;
  readonly leaves: number;
  readonly correctLeaves: number;
  readonly unknownLeaves: number;
  readonly overrides: number;
  readonly disagreements: number;
  readonly localDisagreements: number;
  /** Of the whole tree. */
  readonly value: Fraction | null;
  /** By role, in path order. */
  readonly roleValues: Readonly<Record<Role, readonly (Fraction | null)[]>>;
  readonly rolePairs: RoleNumbers;
  /** What writeValueLine writes. */
  readonly valueLine: string;
  /** Left out or null: the tree is not finished, and no statistic counts it. */
  readonly verdictLine?: string | null | undefined;
  /** Left out or null: the same. */
  readonly corrections?: StoredCorrections | null | undefined;
};

export type RoleCredit = Pick<
  RoleCountRow,
  "nodes" | "correct" | "unknown" | "positives" | "pairs" | "truncated"
>;

export type TreeCredit = {
  /** The nodes whose cached credit changed; all of them is right too. */
  readonly nodes: readonly NodeCredit[];
  readonly summary: TreeSummary;
  readonly roleCounts: Readonly<Record<Role, RoleCredit>>;
};

const chunk = 500;

/**
 * SQL multiplies the denominators of two nodes and a millionth of a margin: above this the product leaves 63 bits,
 * which PostgreSQL refuses and SQLite rounds. Full trees of 12 children a level stay below 350,000.
 */
const largestDenominator = 3_000_000n;

/** Throws invalid_request for a value that SQL could not compare exactly. */
function comparable(value: Fraction | null): Fraction | null {
  if (value === null || value.denominator <= largestDenominator) return value;
  throw new MalthouseError(
    "invalid_request",
    `A value has the denominator ${value.denominator}: this tree is too uneven for exact values.`,
  );
}

/**
 * Rewrites the cached credit of a tree: values and labels of nodes, the summary, the
 * counts by role. All of it is derived and may be saved again. Throws invalid_request where a node's value has a
 * denominator above 3,000,000 or the tree's needs more than 53 bits.
 */
export const saveCredit = (tx: Tx, treeId: string, credit: TreeCredit): Promise<void> =>
  saveCredits(tx, new Map([[treeId, credit]]));

/**
 * The same of several trees, in as many statements as one takes. `added`: nodes that are not stored yet; they are, with
 * their credit in them, which costs half of storing them first and their credit then.
 */
export async function saveCredits(
  tx: Tx,
  credits: ReadonlyMap<string, TreeCredit>,
  added: readonly NodePlaced[] = [],
): Promise<void> {
  const nodes = [...credits].flatMap(([treeId, credit]) => credit.nodes.map((node) => ({ ...node, treeId })));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  await insertRows(
    tx,
    tx.t.nodes,
    added.map((node) => ({ ...node, ...creditColumns(byId.get(node.id)) })),
  );
  const isAdded = new Set(added.map(({ id }) => id));
  await saveNodes(
    tx,
    nodes.filter(({ id }) => !isAdded.has(id)),
  );
  await saveSummaries(tx, credits);
  await saveRoleCounts(tx, credits);
}

function creditColumns(credit: NodeCredit | undefined) {
  if (!credit) return {};
  const { value, leaves, correctLeaves, isIncomplete, label, localLabel } = credit;
  return { ...toColumns(comparable(value)), leaves, correctLeaves, isIncomplete, label, localLabel };
}

const nodeColumns = {
  id: "text",
  tree_id: "text",
  numerator: "bigint",
  denominator: "bigint",
  leaves: "bigint",
  correct: "bigint",
  incomplete: "bigint",
  label: "text",
  local_label: "text",
} as const;

async function saveNodes(tx: Tx, credits: readonly (NodeCredit & { treeId: string })[]): Promise<void> {
  const rows = credits.map(
    ({ id, treeId, value, leaves, correctLeaves, isIncomplete, label, localLabel }): Bound[] => {
      const { valueNumerator, valueDenominator } = toColumns(comparable(value));
      const numbers = [valueNumerator, valueDenominator, leaves, correctLeaves, isIncomplete ? 1 : 0];
      return [id, treeId, ...numbers, label, localLabel];
    },
  );
  await updateRows(tx, {
    table: "nodes",
    columns: nodeColumns,
    keys: ["id", "tree_id"],
    rows,
    set: (given) =>
      `value_numerator = ${given("numerator")}, value_denominator = ${given("denominator")},
      leaves = ${given("leaves")}, correct_leaves = ${given("correct")},
      is_incomplete = ${tx.dialect === "sqlite" ? given("incomplete") : `(${given("incomplete")} = 1)`},
      label = ${given("label")}, local_label = ${given("local_label")}`,
  });
}

const summaryColumns = {
  id: "text",
  status: "text",
  nodes_total: "bigint",
  leaves: "bigint",
  correct: "bigint",
  unknown: "bigint",
  overrides: "bigint",
  disagreements: "bigint",
  local_disagreements: "bigint",
  pairs: "bigint",
  numerator: "bigint",
  denominator: "bigint",
  role_values: "text",
  role_pairs: "text",
  value_line: "text",
  verdict_line: "text",
  corrections: "text",
} as const;

async function saveSummaries(tx: Tx, credits: ReadonlyMap<string, TreeCredit>): Promise<void> {
  const rows = [...credits].map(([treeId, { summary }]): Bound[] => {
    const { valueNumerator, valueDenominator } = toColumns(summary.value);
    const roleValues = Object.fromEntries(
      Object.entries(summary.roleValues).map(([role, values]) => [role, values.map(toNumbers)]),
    );
    return [
      treeId,
      summary.status ?? null,
      summary.nodesTotal ?? null,
      summary.leaves,
      summary.correctLeaves,
      summary.unknownLeaves,
      summary.overrides,
      summary.disagreements,
      summary.localDisagreements,
      Object.values(summary.rolePairs).reduce((sum, count) => sum + count, 0),
      valueNumerator,
      valueDenominator,
      JSON.stringify(roleValues),
      JSON.stringify(summary.rolePairs),
      summary.valueLine,
      summary.verdictLine ?? null,
      summary.corrections ? JSON.stringify(summary.corrections) : null,
    ];
  });
  const asJson = (value: string) => (tx.dialect === "pg" ? `cast(${value} as jsonb)` : value);
  await updateRows(tx, {
    table: "trees",
    columns: summaryColumns,
    keys: ["id"],
    rows,
    set: (given) =>
      `status = coalesce(${given("status")}, trees.status),
      nodes_total = coalesce(${given("nodes_total")}, trees.nodes_total),
      leaves = ${given("leaves")}, correct_leaves = ${given("correct")}, unknown_leaves = ${given("unknown")},
      overrides = ${given("overrides")}, disagreements = ${given("disagreements")},
      local_disagreements = ${given("local_disagreements")}, pairs_total = ${given("pairs")},
      value_numerator = ${given("numerator")}, value_denominator = ${given("denominator")},
      role_values = ${asJson(given("role_values"))}, role_pairs = ${asJson(given("role_pairs"))},
      value_line = ${given("value_line")}, verdict_line = ${given("verdict_line")}, audited_by = null,
      corrections = ${asJson(given("corrections"))}`,
  });
}

function toNumbers(value: Fraction | null): readonly [number, number] | null {
  const { valueNumerator, valueDenominator } = toColumns(value);
  return valueNumerator === null || valueDenominator === null ? null : [valueNumerator, valueDenominator];
}

const countedBy = ["nodes", "correct", "unknown", "positives", "pairs", "truncated"] as const;

async function saveRoleCounts(tx: Tx, credits: ReadonlyMap<string, TreeCredit>): Promise<void> {
  const { roleCounts, trees } = tx.t;
  const set = countedBy.map((name) => `${name} = excluded.${name}`).join(", ");
  for (const some of inChunks([...credits.keys()], chunk)) {
    const known = await selectRows(tx, trees, ["id", "runId"], { id: some });
    const rows = known.flatMap(({ id: treeId, runId }) =>
      Object.entries(credits.get(treeId)?.roleCounts ?? {}).map(([role, counts]) => ({
        treeId,
        runId,
        role,
        ...counts,
      })),
    );
    await insertRows(tx, roleCounts, rows, `on conflict (tree_id, role) do update set ${set}`);
  }
}
