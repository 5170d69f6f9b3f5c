import { compare, type Fraction } from "../core/fraction.ts";
import type { Candidate } from "./candidate.ts";
import { sha256Hex } from "./hash.ts";
import type { SettledRecipe } from "./settle-recipe.ts";

/** As much of a row as the limits look at, so that a whole export fits in memory. */
export type RankedRow = {
  /** Unique over the export. */
  readonly identity: string;
  /** Kind and role: each has limits of its own. */
  readonly group: string;
  readonly question: string;
  /** The pair's margin, or the value of a single completion. */
  readonly strength: Fraction;
  /** Rows of an earlier pass go first; left out: 0. */
  readonly pass?: number;
  /** Of a pair: tree and path that its two siblings hang under. */
  readonly parent?: string;
};

type Limits = Pick<SettledRecipe, "onePairPerParent" | "maxPairsPerQuestion" | "seed"> & {
  /** One number for all groups, or each group's own. */
  readonly maxRows: number | null | ((group: string) => number);
};

/** Whether a recipe has a limit that needs all rows before any is written. */
export const hasLimits = (
  recipe: Pick<SettledRecipe, "onePairPerParent" | "maxPairsPerQuestion" | "maxRows">,
): boolean => recipe.onePairPerParent || recipe.maxPairsPerQuestion !== null || recipe.maxRows !== null;

/** Kind and role. */
export const groupOf = ({ kind, role }: Pick<Candidate, "kind" | "role">): string => `${kind} ${role}`;

export type LimitReason = "one_pair_per_parent" | "max_pairs_per_question" | "max_rows";

/**
 * The rows over a limit, by identity. Of the pairs under one parent one stays where that is asked for, by seed, and
 * the same one whatever their kind. Of a question's rows in a group the strongest stay, ties by seed; of a
 * group's rows `maxRows` stay, taken in rounds, one of each question a round, questions and rows by seed.
 */
export function limitRows(rows: readonly RankedRow[], limits: Limits): Map<string, LimitReason> {
  const over = new Map<string, LimitReason>();
  const lot = new Map(rows.map(({ identity }) => [identity, sha256Hex(`${limits.seed}\n${identity}`)]));
  const byLot = (a: RankedRow, b: RankedRow): number =>
    (lot.get(a.identity) ?? "") < (lot.get(b.identity) ?? "") ? -1 : 1;

  const single = limits.onePairPerParent ? keepOnePerParent(rows, limits.seed, over) : rows;
  for (const [name, group] of Map.groupBy(single, (row) => row.group)) {
    const questions = [...Map.groupBy(group, (row) => row.question).values()].map((all) => {
      const ranked = all.toSorted(
        (a, b) => (a.pass ?? 0) - (b.pass ?? 0) || compare(b.strength, a.strength) || byLot(a, b),
      );
      const kept = ranked.slice(0, limits.maxPairsPerQuestion ?? ranked.length);
      for (const { identity } of ranked.slice(kept.length)) over.set(identity, "max_pairs_per_question");
      return kept.toSorted((a, b) => (a.pass ?? 0) - (b.pass ?? 0) || byLot(a, b));
    });
    const rounds = questions
      .flatMap((kept) => kept.map((row, round) => ({ row, round })))
      .toSorted((a, b) => a.round - b.round || (a.row.question < b.row.question ? -1 : 1));
    const most = typeof limits.maxRows === "function" ? limits.maxRows(name) : limits.maxRows;
    for (const { row } of rounds.slice(most ?? rounds.length)) over.set(row.identity, "max_rows");
  }
  return over;
}

/** All rows but those pairs that share kind and parent with one drawn before them, which are noted as over. */
function keepOnePerParent(
  rows: readonly RankedRow[],
  seed: number,
  over: Map<string, LimitReason>,
): readonly RankedRow[] {
  // Without the kind, so that a pair's two kinds fall together.
  const lotOf = ({ identity }: RankedRow): string =>
    sha256Hex(`${seed} parent\n${identity.slice(identity.indexOf(" "))}`);
  const drawn = new Map<string, { row: RankedRow; lot: string }>();
  for (const row of rows) {
    if (row.parent === undefined) continue;
    const key = `${row.group} ${row.parent}`;
    const [before, lot] = [drawn.get(key), lotOf(row)];
    const [pass, passBefore] = [row.pass ?? 0, before?.row.pass ?? 0];
    const isFirst = !before || pass < passBefore || (pass === passBefore && lot < before.lot);
    if (before) over.set((isFirst ? before.row : row).identity, "one_pair_per_parent");
    if (isFirst) drawn.set(key, { row, lot });
  }
  return rows.filter(({ identity }) => !over.has(identity));
}
