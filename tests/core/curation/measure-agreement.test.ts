import fc from "fast-check";
import { expect, test } from "vitest";
import { bootstrapKappa } from "../../../lib/core/curation/bootstrap-kappa.ts";
import { cohenKappa } from "../../../lib/core/curation/cohen-kappa.ts";
import { measureAgreement, type BlindWord } from "../../../lib/core/curation/measure-agreement.ts";
import { measurePace } from "../../../lib/core/curation/measure-pace.ts";
import { fraction, toNumber } from "../../../lib/core/fraction.ts";

test("cohenKappa is the textbook's number: 20, 5, 10, 15 of 50 give 0.7 and 0.4", () => {
  const { n, agreement, kappa, prevalence } = cohenKappa([
    [20, 5],
    [10, 15],
  ]);
  expect([n, agreement]).toEqual([50, 0.7]);
  expect(kappa).toBeCloseTo(0.4, 12);
  expect(prevalence).toEqual([0.55, 0.45]);
  expect(
    cohenKappa([
      [7, 0],
      [0, 0],
    ]),
  ).toMatchObject({ agreement: 1, kappa: null });
  expect(
    cohenKappa([
      [0, 0],
      [0, 0],
    ]),
  ).toMatchObject({ n: 0, agreement: null, kappa: null });
});

test("cohenKappa does not change when the annotators change places, and is at most 1", () => {
  const row = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20));
  fc.assert(
    fc.property(fc.tuple(row, row, row), (table) => {
      const turned = [0, 1, 2].map((at) => table.map((counts) => counts[at] ?? 0));
      const { kappa } = cohenKappa(table);
      expect(cohenKappa(turned).kappa).toBe(kappa);
      if (kappa !== null) expect(Math.abs(kappa)).toBeLessThanOrEqual(1);
    }),
  );
});

test("bootstrapKappa holds κ of the whole, is the same each time, and needs ten questions", () => {
  const table = [
    [3, 1],
    [1, 2],
  ];
  const other = [
    [1, 1],
    [0, 3],
  ];
  const tables = Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? table : other));
  const [low, high] = bootstrapKappa(tables) ?? [1, 0];
  const { kappa } = cohenKappa([
    [80, 40],
    [20, 100],
  ]);
  expect(low).toBeLessThan(kappa!);
  expect(high).toBeGreaterThan(kappa!);
  expect(bootstrapKappa(tables)).toEqual([low, high]);
  expect(bootstrapKappa(tables.slice(0, 9))).toBeNull();
});

const word = (annotator: string, pair: number, change: Partial<BlindWord> = {}): BlindWord => ({
  annotator,
  questionId: `question ${pair}`,
  role: pair % 2 === 0 ? "even" : "odd",
  nodes: [`good ${pair}`, `bad ${pair}`],
  picked: `good ${pair}`,
  left: pair % 3 === 0 ? `good ${pair}` : `bad ${pair}`,
  margin: fraction(1, 2),
  sample: { role: null, minMargin: null },
  ...change,
});
const pairs = Array.from({ length: 12 }, (_, at) => at);
const overall = (words: readonly BlindWord[]) =>
  measureAgreement(words).filter(({ role, margin }) => role === null && margin === null);

test("measureAgreement with credit is 1 for who always picks the higher value, on whichever side it stood", () => {
  const rows = measureAgreement(pairs.map((pair) => word("Ada", pair)));
  expect(rows.map(({ between, role, n, kappa }) => [between, role, n, kappa])).toEqual([
    [["Ada", null], null, 12, 1],
    [["Ada", null], "even", 6, 1],
    [["Ada", null], "odd", 6, 1],
    [["Ada", null], null, 12, 1],
  ]);
  expect(rows[0]?.prevalence[0]).toBeCloseTo(4 / 12, 12);
});

test("measureAgreement with credit is 0 for who always takes the left, though half of the words agree", () => {
  const words = pairs.map((pair) => {
    const left = pair % 2 === 0 ? `good ${pair}` : `bad ${pair}`;
    return word("Ada", pair, { left, picked: left, role: "one" });
  });
  expect(measureAgreement(words)[0]).toMatchObject({ n: 12, agreement: 0.5, kappa: 0 });
});

test("measureAgreement of two annotators compares nodes, not sides, on pairs that both judged; vanished ones count there only", () => {
  const ada = pairs.map((pair) => word("Ada", pair, pair > 3 ? {} : { margin: null }));
  const bo = pairs
    .slice(0, 6)
    .map((pair) => word("Bo", pair, { left: `good ${pair}`, ...(pair === 5 && { picked: null }) }));
  expect(overall([...ada, ...bo]).map(({ between, n, agreement }) => [between, n, agreement])).toEqual([
    [["Ada", null], 8, 1],
    [["Ada", "Bo"], 6, 5 / 6],
    [["Bo", null], 6, 5 / 6],
  ]);
});

test("measureAgreement takes a word only into rows that its sample was drawn of", () => {
  const words = [
    word("Ada", 0, { margin: fraction(1, 6) }),
    word("Ada", 1, { sample: { role: "odd", minMargin: null } }),
    word("Ada", 2, { margin: fraction(2, 3), sample: { role: null, minMargin: 0.5 } }),
  ];
  const rows = measureAgreement(words).map(({ role, margin, n }) => [
    role,
    margin && toNumber(margin.from),
    n,
  ]);
  expect(rows).toEqual([
    [null, null, 1],
    ["even", null, 1],
    ["odd", null, 1],
    [null, 0, 1],
    [null, 2 / 3, 1],
  ]);
});

/** Fleiss's form of Cohen's κ over single ratings, by the share of unlike couples: no table, no marginals as counts. */
function kappaOfRatings(ratings: readonly (readonly [number, number])[]): number | null {
  const unlike = ratings.filter(([a, b]) => a !== b).length / ratings.length;
  let crossed = 0;
  for (const [a] of ratings) for (const [, b] of ratings) if (a !== b) crossed += 1;
  return crossed === 0 ? null : 1 - unlike / (crossed / ratings.length ** 2);
}

test("measureAgreement of any words is κ over every couple of ratings", () => {
  const side = fc.constantFrom(0, 1, 2);
  fc.assert(
    fc.property(fc.array(fc.tuple(side, side, fc.boolean()), { minLength: 1, maxLength: 25 }), (ratings) => {
      const said = (name: string, at: number, isGoodLeft: boolean, where: number) => {
        const [left, right] = isGoodLeft ? [`good ${at}`, `bad ${at}`] : [`bad ${at}`, `good ${at}`];
        return word(name, at, { left, picked: where === 2 ? null : where === 0 ? left : right, role: "one" });
      };
      const words = ratings.flatMap(([a, b, isGoodLeft], at) => [
        said("Ada", at, isGoodLeft, a),
        said("Bo", at, isGoodLeft, b),
      ]);
      const rows = overall(words);
      const expected = kappaOfRatings(ratings.map(([a, b]) => [a, b] as const));
      const found = rows.find(({ between }) => between[1] === "Bo")?.kappa ?? null;
      if (expected === null) expect(found).toBeNull();
      else expect(found).toBeCloseTo(expected, 9);
      const credit = kappaOfRatings(ratings.map(([a, , isGoodLeft]) => [a, isGoodLeft ? 0 : 1] as const));
      const withCredit =
        rows.find(({ between }) => between[0] === "Ada" && between[1] === null)?.kappa ?? null;
      if (credit === null) expect(withCredit).toBeNull();
      else expect(withCredit).toBeCloseTo(credit, 9);
    }),
  );
});

test("measurePace gives the median and decisions an hour of the measured ones alone", () => {
  const words = [4000, 2000, 12_000, null].map((ms) => ({ annotator: "Ada", ms }));
  expect(measurePace([...words, { annotator: "", ms: null }])).toEqual([
    { annotator: "", decisions: 1, timed: 0, medianMs: null, perHour: null },
    { annotator: "Ada", decisions: 4, timed: 3, medianMs: 4000, perHour: 600 },
  ]);
});
