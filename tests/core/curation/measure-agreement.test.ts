import fc from "fast-check";
import { expect, test } from "vitest";
import { bootstrapKappa } from "../../../lib/core/curation/bootstrap-kappa.ts";
import { cohenKappa } from "../../../lib/core/curation/cohen-kappa.ts";
import { measureAgreement, type BlindWord } from "../../../lib/core/curation/measure-agreement.ts";

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

test("cohenKappa does not change when the raters change places, and is at most 1", () => {
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

const word = (author: string, pair: number, change: Partial<BlindWord> = {}): BlindWord => ({
  author,
  questionId: `question ${pair}`,
  role: pair % 2 === 0 ? "even" : "odd",
  nodes: [`good ${pair}`, `bad ${pair}`],
  picked: `good ${pair}`,
  left: pair % 3 === 0 ? `good ${pair}` : `bad ${pair}`,
  isPair: true,
  ...change,
});
const pairs = Array.from({ length: 12 }, (_, at) => at);

test("measureAgreement with credit is 1 for who always picks the higher value, on whichever side it stood", () => {
  const rows = measureAgreement(pairs.map((pair) => word("Ada", pair)));
  expect(rows.map(({ raters, role, n, kappa }) => [raters, role, n, kappa])).toEqual([
    [["Ada", null], null, 12, 1],
    [["Ada", null], "even", 6, 1],
    [["Ada", null], "odd", 6, 1],
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

test("measureAgreement of two people compares nodes, not sides, on pairs that both judged; vanished ones count there only", () => {
  const ada = pairs.map((pair) => word("Ada", pair, { isPair: pair > 3 }));
  const bo = pairs
    .slice(0, 6)
    .map((pair) => word("Bo", pair, { left: `good ${pair}`, ...(pair === 5 && { picked: null }) }));
  const rows = measureAgreement([...ada, ...bo]).filter(({ role }) => role === null);
  expect(rows.map(({ raters, n, agreement }) => [raters, n, agreement])).toEqual([
    [["Ada", null], 8, 1],
    [["Ada", "Bo"], 6, 5 / 6],
    [["Bo", null], 6, 5 / 6],
  ]);
});
