import { inArray, sql, type SQL } from "drizzle-orm";
import { MalthouseError } from "../../lib/core/errors.ts";
import type { Fraction } from "../../lib/core/fraction.ts";
import type { Label, Role } from "../../lib/core/tree.ts";
import type { Tx } from "../client.ts";
import { toColumns } from "../exact-columns.ts";
import type { RoleCountRow } from "../rows.ts";
import type { RoleNumbers, StoredCorrections, TreeStatus } from "../stored-types.ts";
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
 * Rewrites the cached credit of a tree: values and labels of nodes in one statement a chunk, the summary, the
 * counts by role. All of it is derived and may be saved again. Throws invalid_request where a node's value has a
 * denominator above 3,000,000 or the tree's needs more than 53 bits.
 */
export const saveCredit = (tx: Tx, treeId: string, credit: TreeCredit): Promise<void> =>
  saveCredits(tx, new Map([[treeId, credit]]));

/** The same of several trees, in as many statements as one takes. */
export async function saveCredits(tx: Tx, credits: ReadonlyMap<string, TreeCredit>): Promise<void> {
  const nodes = [...credits].flatMap(([treeId, credit]) => credit.nodes.map((node) => ({ ...node, treeId })));
  for (const some of inChunks(nodes, chunk)) await saveNodes(tx, some);
  for (const some of inChunks([...credits], chunk)) await saveSummaries(tx, some);
  await saveRoleCounts(tx, credits);
}

async function saveNodes(tx: Tx, credits: readonly (NodeCredit & { treeId: string })[]): Promise<void> {
  const rows = credits.map((credit) => {
    const { valueNumerator, valueDenominator } = toColumns(comparable(credit.value));
    return sql`(${credit.id}, ${credit.treeId}, ${whole(valueNumerator)}, ${whole(valueDenominator)}, ${whole(credit.leaves)}, ${whole(credit.correctLeaves)}, ${whole(credit.isIncomplete ? 1 : 0)}, ${word(credit.label)}, ${word(credit.localLabel)})`;
  });
  await tx.run(sql`
    with credit(id, tree_id, numerator, denominator, leaves, correct, incomplete, label, local_label) as (values ${sql.join(rows, sql`, `)})
    update nodes set value_numerator = credit.numerator, value_denominator = credit.denominator,
      leaves = credit.leaves, correct_leaves = credit.correct,
      is_incomplete = ${tx.dialect === "sqlite" ? sql`credit.incomplete` : sql`(credit.incomplete = 1)`},
      label = credit.label, local_label = credit.local_label
    from credit where nodes.id = credit.id and nodes.tree_id = credit.tree_id`);
}

/** Typed even when null: PostgreSQL takes the type of a VALUES column from its parameters. */
const whole = (value: number | null): SQL => sql`cast(${value} as bigint)`;
const word = (value: string | null): SQL => sql`cast(${value} as text)`;

async function saveSummaries(tx: Tx, credits: readonly (readonly [string, TreeCredit])[]): Promise<void> {
  const rows = credits.map(([treeId, { summary }]) => {
    const { valueNumerator, valueDenominator } = toColumns(summary.value);
    const roleValues = Object.fromEntries(
      Object.entries(summary.roleValues).map(([role, values]) => [role, values.map(toNumbers)]),
    );
    const pairs = Object.values(summary.rolePairs).reduce((sum, count) => sum + count, 0);
    const counts = [summary.leaves, summary.correctLeaves, summary.unknownLeaves, summary.overrides];
    const numbers = [
      ...counts,
      summary.disagreements,
      summary.localDisagreements,
      pairs,
      valueNumerator,
      valueDenominator,
    ];
    return sql`(${treeId}, ${word(summary.status ?? null)}, ${whole(summary.nodesTotal ?? null)}, ${sql.join(numbers.map(whole), sql`, `)}, ${word(JSON.stringify(roleValues))}, ${word(JSON.stringify(summary.rolePairs))}, ${word(summary.valueLine)}, ${word(summary.verdictLine ?? null)}, ${word(summary.corrections ? JSON.stringify(summary.corrections) : null)})`;
  });
  const json = (column: "role_values" | "role_pairs" | "corrections") =>
    sql.raw(tx.dialect === "pg" ? `cast(credit.${column} as jsonb)` : `credit.${column}`);
  await tx.run(sql`
    with credit(id, status, nodes_total, leaves, correct, unknown, overrides, disagreements, local_disagreements, pairs, numerator, denominator, role_values, role_pairs, value_line, verdict_line, corrections) as (values ${sql.join(rows, sql`, `)})
    update trees set status = coalesce(credit.status, trees.status), nodes_total = coalesce(credit.nodes_total, trees.nodes_total),
      leaves = credit.leaves, correct_leaves = credit.correct, unknown_leaves = credit.unknown,
      overrides = credit.overrides, disagreements = credit.disagreements,
      local_disagreements = credit.local_disagreements, pairs_total = credit.pairs,
      value_numerator = credit.numerator, value_denominator = credit.denominator,
      role_values = ${json("role_values")}, role_pairs = ${json("role_pairs")},
      value_line = credit.value_line, verdict_line = credit.verdict_line, audited_by = null, corrections = ${json("corrections")}
    from credit where trees.id = credit.id`);
}

function toNumbers(value: Fraction | null): readonly [number, number] | null {
  const { valueNumerator, valueDenominator } = toColumns(value);
  return valueNumerator === null || valueDenominator === null ? null : [valueNumerator, valueDenominator];
}

async function saveRoleCounts(tx: Tx, credits: ReadonlyMap<string, TreeCredit>): Promise<void> {
  const { roleCounts, trees } = tx.t;
  for (const some of inChunks([...credits.keys()], chunk)) {
    const known = await tx.db
      .select({ treeId: trees.id, runId: trees.runId })
      .from(trees)
      .where(inArray(trees.id, some));
    const rows = known.flatMap(({ treeId, runId }) =>
      Object.entries(credits.get(treeId)?.roleCounts ?? {}).map(
        ([role, { nodes, correct, unknown, positives, pairs, truncated }]) => ({
          treeId,
          runId,
          role,
          nodes,
          correct,
          unknown,
          positives,
          pairs,
          truncated,
        }),
      ),
    );
    if (rows.length === 0) continue;
    await tx.db
      .insert(roleCounts)
      .values(rows)
      .onConflictDoUpdate({
        target: [roleCounts.treeId, roleCounts.role],
        set: {
          nodes: sql`excluded.nodes`,
          correct: sql`excluded.correct`,
          unknown: sql`excluded.unknown`,
          positives: sql`excluded.positives`,
          pairs: sql`excluded.pairs`,
          truncated: sql`excluded.truncated`,
        },
      });
  }
}
