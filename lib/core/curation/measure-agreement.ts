import { compare, fraction, toNumber, type Fraction } from "../fraction.ts";
import { bootstrapKappa } from "./bootstrap-kappa.ts";
import { cohenKappa, type Agreement, type RatingTable } from "./cohen-kappa.ts";

/** What a random sample was drawn of; null: of every role, of every margin. */
export type SampledFrom = { readonly role: string | null; readonly minMargin: number | null };

/** An annotator's first blind word on a pair, by nodes: which was chosen (null: no difference) and which stood left. */
export type BlindWord = {
  readonly annotator: string;
  readonly questionId: string;
  readonly role: string;
  /** The two nodes in the order of credit: the one with the higher value first. */
  readonly nodes: readonly [chosen: string, rejected: string];
  readonly picked: string | null;
  readonly left: string;
  /** The gap between their values; null where credit no longer says so: the two are no pair now. */
  readonly margin: Fraction | null;
  readonly sample: SampledFrom;
};

/** A part of all margins, 0 to 1: from (inclusive) and, where there is an end, below it. */
export type MarginBand = { readonly from: Fraction; readonly below: Fraction | null };

export type MeasuredAgreement = Agreement & {
  /** Two annotators, or one beside credit (null). */
  readonly between: readonly [string, string | null];
  /** Null: all roles. */
  readonly role: string | null;
  /** Null: all margins. */
  readonly margin: MarginBand | null;
  readonly ci95: readonly [number, number] | null;
  readonly questions: number;
};

/** What `prevalence` counts, in its order. */
export const sides = ["left", "right", "tie"] as const;

const [third, twoThirds] = [fraction(1, 3), fraction(2, 3)];
const marginBands: readonly MarginBand[] = [
  { from: fraction(0, 1), below: third },
  { from: third, below: twoThirds },
  { from: twoThirds, below: null },
];

type Rated = Pick<BlindWord, "questionId" | "role" | "margin"> & {
  readonly first: number;
  readonly second: number;
  /** What both were drawn of. */
  readonly samples: readonly SampledFrom[];
};

const sideOf = (node: string | null, left: string): number => (node === null ? 2 : node === left ? 0 : 1);

/**
 * Agreement of each two annotators and of each with credit, over all, by role and by margin. Coded by the side that the
 * first of the two was shown: coded by credit, the backed-up value always says the same and its κ is 0 whatever
 * people say. `words` holds at most one word of an annotator on a pair, all of random samples; a row counts those only
 * that were drawn of no less than the row is over, so that it is a sample of that.
 */
export function measureAgreement(words: readonly BlindWord[]): MeasuredAgreement[] {
  const byAnnotator = Map.groupBy(words, ({ annotator }) => annotator);
  const annotators = [...byAnnotator.keys()].sort();
  const measured: MeasuredAgreement[] = [];
  annotators.forEach((annotator, at) => {
    const own = byAnnotator.get(annotator) ?? [];
    const withCredit = own
      .filter(({ margin }) => margin !== null)
      .map((word) => rated(word, word.picked, word.nodes[0], [word.sample]));
    measured.push(...measureParts([annotator, null], withCredit));
    for (const other of annotators.slice(at + 1)) {
      const said = new Map((byAnnotator.get(other) ?? []).map((word) => [word.nodes.join(" "), word]));
      const both = own.flatMap((word) => {
        const theirs = said.get(word.nodes.join(" "));
        return theirs === undefined
          ? []
          : [rated(word, word.picked, theirs.picked, [word.sample, theirs.sample])];
      });
      if (both.length > 0) measured.push(...measureParts([annotator, other], both));
    }
  });
  return measured;
}

const rated = (
  { questionId, role, margin, left }: BlindWord,
  first: string | null,
  second: string | null,
  samples: readonly SampledFrom[],
): Rated => ({ questionId, role, margin, first: sideOf(first, left), second: sideOf(second, left), samples });

function measureParts(between: MeasuredAgreement["between"], all: readonly Rated[]): MeasuredAgreement[] {
  const roles = [...new Set(all.map(({ role }) => role))].sort();
  const parts: [string | null, MarginBand | null][] = [
    [null, null],
    ...roles.map((role): [string, null] => [role, null]),
    ...marginBands.map((band): [null, MarginBand] => [null, band]),
  ];
  return parts.flatMap(([role, margin]) => {
    const rows = all.filter((row) => isOfPart(row, role, margin));
    if (rows.length === 0 && (role !== null || margin !== null)) return [];
    const tables = [...Map.groupBy(rows, ({ questionId }) => questionId).values()].map(tableOf);
    return [
      {
        between,
        role,
        margin,
        ...cohenKappa(tableOf(rows)),
        ci95: bootstrapKappa(tables),
        questions: tables.length,
      },
    ];
  });
}

function isOfPart(row: Rated, role: string | null, band: MarginBand | null): boolean {
  const from = band === null ? 0 : toNumber(band.from);
  const isCovered = row.samples.every(
    (sample) =>
      (sample.role === null || sample.role === role) &&
      (sample.minMargin === null || sample.minMargin <= from),
  );
  if (!isCovered || (role !== null && row.role !== role)) return false;
  if (band === null) return true;
  if (row.margin === null) return false;
  return compare(row.margin, band.from) >= 0 && (band.below === null || compare(row.margin, band.below) < 0);
}

function tableOf(rows: readonly Rated[]): RatingTable {
  const table = sides.map(() => sides.map(() => 0));
  for (const { first, second } of rows) {
    const counts = table[first];
    if (counts) counts[second] = (counts[second] ?? 0) + 1;
  }
  return table;
}
