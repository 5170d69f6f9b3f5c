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
};

type Limits = Pick<SettledRecipe, "maxPairsPerQuestion" | "seed"> & {
  /** One number for all groups, or each group's own. */
  readonly maxRows: number | null | ((group: string) => number);
};

/** Kind and role. */
export const groupOf = ({ kind, role }: Pick<Candidate, "kind" | "role">): string => `${kind} ${role}`;

/**
 * The rows over a limit, by identity. Of a question's rows in a group the strongest stay, ties by seed; of a
 * group's rows `maxRows` stay, taken in rounds, one of each question a round, questions and rows by seed.
 */
export function limitRows(
  rows: readonly RankedRow[],
  limits: Limits,
): Map<string, "max_pairs_per_question" | "max_rows"> {
  const over = new Map<string, "max_pairs_per_question" | "max_rows">();
  const lot = new Map(rows.map(({ identity }) => [identity, sha256Hex(`${limits.seed}\n${identity}`)]));
  const byLot = (a: RankedRow, b: RankedRow): number =>
    (lot.get(a.identity) ?? "") < (lot.get(b.identity) ?? "") ? -1 : 1;

  for (const [name, group] of Map.groupBy(rows, (row) => row.group)) {
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
