import { compare, type Fraction } from "../core/fraction.ts";
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
};

type Limits = Pick<SettledRecipe, "maxPairsPerQuestion" | "maxRows" | "seed">;

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

  for (const group of Map.groupBy(rows, (row) => row.group).values()) {
    const questions = [...Map.groupBy(group, (row) => row.question).values()].map((all) => {
      const ranked = all.toSorted((a, b) => compare(b.strength, a.strength) || byLot(a, b));
      const kept = ranked.slice(0, limits.maxPairsPerQuestion ?? ranked.length);
      for (const { identity } of ranked.slice(kept.length)) over.set(identity, "max_pairs_per_question");
      return kept.toSorted(byLot);
    });
    const rounds = questions
      .flatMap((kept) => kept.map((row, round) => ({ row, round })))
      .toSorted((a, b) => a.round - b.round || (a.row.question < b.row.question ? -1 : 1));
    for (const { row } of rounds.slice(limits.maxRows ?? rounds.length)) over.set(row.identity, "max_rows");
  }
  return over;
}
