import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalFraction, formatFraction, fraction } from "../../../lib/core/fraction.ts";
import type { TreeRecord } from "../../../lib/core/tree.ts";
import { malt } from "../../../lib/protocols/malt/index.ts";
import { anyFullTree, maltConfig, recordOf } from "../../support/arbitrary-tree.ts";

type Policy = {
  unknownLeaves?: "incorrect" | "exclude";
  threshold?: number;
  incomplete?: "exclude" | "include";
};

function credit(
  record: TreeRecord,
  { unknownLeaves = "incorrect", threshold = 0.5, incomplete = "exclude" }: Policy = {},
) {
  const values = malt.values(record, null, { unknownLeaves });
  const labels = malt.labels(values, { threshold: decimalFraction(threshold), incomplete });
  return {
    labels,
    locals: malt.localLabels(record, labels),
    value: (path: string) => {
      const value = values.get(path)?.value;
      return value ? formatFraction(value) : null;
    },
    values,
    pairs: malt.pairs(record, values, labels),
    rows: malt.rows(record, values, labels),
  };
}
const ofKind = ({ rows }: ReturnType<typeof credit>, kind: string) => rows.filter((row) => row.kind === kind);
const count = <Item extends { role: string }>(items: readonly Item[]) =>
  ["generator", "verifier", "refiner"].map((role) => items.filter((item) => item.role === role).length);

test("values(record): refinements {1,1,0},{1,0,0},{0,0,0} give 2/3, 1/3, 0 and 1/3, 2 verifier and 4 refiner pairs (MALT §4.2)", () => {
  const { value, labels, pairs, rows } = credit(recordOf([["cci", "cii", "iii"]]));
  expect(["1.1", "1.2", "1.3", "1"].map(value)).toEqual(["2/3", "1/3", "0", "1/3"]);
  expect(labels.get("1")).toBe("negative");
  expect(count(pairs)).toEqual([0, 2, 4]);
  expect(count(rows.filter((row) => row.kind === "sft"))).toEqual([0, 1, 3]);
});

test("labels(values): one half is not above one half", () => {
  const { value, labels } = credit(recordOf([["ci"]]));
  expect(value("1.1")).toBe("1/2");
  expect(labels.get("1.1")).toBe("negative");
});

test("labels and local labels part where 2/3, 2/3 and 0 meet: 4/9 by value, a majority by vote (MALT A.5)", () => {
  const { value, labels, locals } = credit(recordOf([["cci", "cci", "iii"]]));
  expect(value("1")).toBe("4/9");
  expect(labels.get("1")).toBe("negative");
  expect(locals.get("1")).toBe("positive");
});

test("an all-correct tree of three gives 3, 9 and 27 supervised rows and no pair; an all-wrong one nothing", () => {
  const row = ["ccc", "ccc", "ccc"];
  const right = credit(recordOf([row, row, row]));
  expect([count(ofKind(right, "sft")), right.pairs.length]).toEqual([[3, 9, 27], 0]);
  const none = row.map(() => "iii");
  const wrong = credit(recordOf([none, none, none]));
  expect([ofKind(wrong, "sft"), wrong.pairs]).toEqual([[], []]);
});

test("rows(record): every labelled node once for KTO, every way to a leaf with a label a turn, the question once", () => {
  const tree = credit(recordOf([["cci", "iii"], ["ccc"]]));
  expect(count(ofKind(tree, "kto"))).toEqual([2, 3, 9]);
  const ways = tree.rows.flatMap((row) => (row.kind === "step" ? [row] : []));
  expect(ways.map(({ turns }) => turns.map(({ isPositive }) => isPositive))).toEqual([
    [false, true, true],
    [false, true, true],
    [false, true, false],
    ...Array.from({ length: 3 }, () => [false, false, false]),
    ...Array.from({ length: 3 }, () => [true, true, true]),
  ]);
  expect(ways[4]?.turns.map(({ path }) => path)).toEqual(["1", "1.2", "1.2.2"]);
  expect(ofKind(tree, "grpo")).toEqual([{ kind: "grpo", role: "generator" }]);
});

test("rows(record): a way through a node without a label is no way", () => {
  const tree = credit(recordOf([["cu"]]), { unknownLeaves: "exclude" });
  const ways = tree.rows.flatMap((row) => (row.kind === "step" ? [row.turns.at(-1)?.path] : []));
  expect(ways).toEqual(["1.1.1"]);
});

test("a threshold is the decimal as written: 3/5 is not above 0.6", () => {
  const { value, labels } = credit(recordOf([Array(5).fill("ccici")]), { threshold: 0.6 });
  expect(value("1")).toBe("3/5");
  expect(labels.get("1")).toBe("negative");
});

test('unknown leaves count as 0, or stay out of the mean under "exclude", which is no pooling of leaves', () => {
  const record = recordOf([["cuu", "cci", "uuu", "iiu"]]);
  expect(["1.1", "1.2", "1.3", "1.4", "1"].map(credit(record).value)).toEqual([
    "1/3",
    "2/3",
    "0",
    "0",
    "1/4",
  ]);
  const left = credit(record, { unknownLeaves: "exclude" });
  expect(["1.1", "1.2", "1.3", "1.4", "1"].map(left.value)).toEqual(["1", "2/3", null, "0", "5/9"]);
  expect(left.labels.get("1.3")).toBeNull();
  expect(credit(recordOf([["cuu", "cii"]]), { unknownLeaves: "exclude" }).value("1")).toBe("2/3");
});

test("a part that failed for good leaves what stands above it without a label, unless incomplete ones are included", () => {
  const record = recordOf([["ccx", "cii", "iii"]]);
  const strict = credit(record);
  expect(strict.value("1.1")).toBe("1");
  expect([strict.labels.get("1.1"), strict.labels.get("1"), strict.labels.get("1.2")]).toEqual([
    null,
    null,
    "negative",
  ]);
  expect(count(strict.pairs)).toEqual([0, 0, 2]);
  const lenient = credit(record, { incomplete: "include" });
  expect([lenient.labels.get("1.1"), lenient.value("1")]).toEqual(["positive", "4/9"]);
  expect(count(lenient.pairs)).toEqual([0, 2, 2]);
});

test("a value is null while anything below is still open", () => {
  const values = malt.values(recordOf([["cc", "c"]]), maltConfig(1, 2, 2), { unknownLeaves: "incorrect" });
  expect(["1", "1.1", "1.2", "1.1.1"].map((path) => values.get(path)?.value)).toEqual([
    null,
    fraction(1),
    null,
    fraction(1),
  ]);
});

test("labels(values(tree)) at one half say whether right leaves outnumber the others, in any full tree", () => {
  fc.assert(
    fc.property(anyFullTree(), ({ record, verdicts }) => {
      const { labels } = credit(record);
      verdicts.forEach((row, g) => {
        const own = row.join("");
        const right = [...own].filter((letter) => letter === "c").length;
        expect(labels.get(`${g + 1}`)).toBe(2 * right > own.length ? "positive" : "negative");
        row.forEach((leaves, v) => {
          const correct = [...leaves].filter((letter) => letter === "c").length;
          expect(labels.get(`${g + 1}.${v + 1}`)).toBe(2 * correct > leaves.length ? "positive" : "negative");
        });
      });
    }),
  );
});

test("pairs(tree) are positives times negatives of each sibling group, each once, with a margin above 0", () => {
  fc.assert(
    fc.property(anyFullTree(), fc.integer({ min: 0, max: 100 }), ({ record }, percent) => {
      const { labels, pairs, rows } = credit(record, { threshold: percent / 100 });
      const groups = new Map<string, { positive: number; negative: number }>();
      for (const { path } of record.nodes) {
        const parent = path.split(".").slice(0, -1).join(".");
        const group = groups.get(parent) ?? { positive: 0, negative: 0 };
        const label = labels.get(path);
        if (label) group[label]++;
        groups.set(parent, group);
      }
      expect(pairs.length).toBe(
        [...groups.values()].reduce((sum, group) => sum + group.positive * group.negative, 0),
      );
      expect(new Set(pairs.map((pair) => `${pair.chosen} ${pair.rejected}`)).size).toBe(pairs.length);
      for (const pair of pairs) expect(pair.margin.numerator > 0n).toBe(true);
      const positives = record.nodes
        .filter((node) => labels.get(node.path) === "positive")
        .map((node) => node.path);
      const supervised = rows.flatMap((row) => (row.kind === "sft" ? [row.path] : []));
      expect(supervised.toSorted()).toEqual(positives.toSorted());
    }),
  );
});
