import fc from "fast-check";
import { expect, test } from "vitest";
import { gatherTrees } from "../../../lib/datasets/trajectories/gather-trees.ts";
import type { ReadRow } from "../../../lib/datasets/row.ts";

const orders = [
  { protocol: "malt", roles: ["generator", "verifier", "refiner"] },
  { protocol: "single", roles: ["agent"] },
];

async function gather(rows: readonly unknown[]) {
  async function* lines(): AsyncGenerator<ReadRow> {
    for (const [index, row] of rows.entries()) yield { line: index + 1, row };
  }
  const gathered = await gatherTrees(lines(), orders, "custom");
  const trees = gathered.protocol === null ? [] : gathered.trees;
  return {
    protocol: gathered.protocol,
    notTaken: gathered.notTaken,
    trees: trees.map(({ question, nodes }) => ({
      question,
      nodes: Object.fromEntries(
        [...nodes.values()].map(({ path, role, text, isCorrect }) => [path, [role, text, isCorrect]]),
      ),
    })),
  };
}

const asked = { question: "How many?", gold: "42" };

test("rows with one question join into a tree: equal beginnings are one node, equal ends stay samples of their own", async () => {
  const { protocol, trees, notTaken } = await gather([
    { ...asked, generator: "a", verifier: "v", refiner: "r", source: "run 7" },
    { ...asked, generator: "a", verifier: "w", refiner: "r" },
    { ...asked, generator: "a", verifier: "v", refiner: "r", is_correct: true },
    { ...asked, generator: "b", verifier: "v", refiner: "s", is_correct: "incorrect" },
  ]);
  expect([protocol, notTaken]).toEqual(["malt", []]);
  expect(trees).toEqual([
    {
      question: { text: "How many?", gold: "42", meta: { source: "run 7" } },
      nodes: {
        "1": ["generator", "a", null],
        "1.1": ["verifier", "v", null],
        "1.1.1": ["refiner", "r", null],
        "1.1.2": ["refiner", "r", true],
        "1.2": ["verifier", "w", null],
        "1.2.1": ["refiner", "r", null],
        "2": ["generator", "b", null],
        "2.1": ["verifier", "v", null],
        "2.1.1": ["refiner", "s", false],
      },
    },
  ]);
});

test("one text called right and then wrong is named, and stays as it was first told", async () => {
  const way = { ...asked, path: "1.1.1", generator: "a", verifier: "v", refiner: "r" };
  const { trees, notTaken } = await gather([
    { ...way, is_correct: true },
    way,
    { ...way, is_correct: true },
    { ...way, is_correct: false },
  ]);
  expect(notTaken).toEqual([
    expect.objectContaining({ reason: "the text at 1.1.1 is called right on an earlier line" }),
  ]);
  expect(trees[0]?.nodes["1.1.1"]).toEqual(["refiner", "r", true]);
});

test("every tree comes back whole from its rows, in any order, when each row tells its path", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)), {
        minLength: 1,
        maxLength: 15,
        selector: (ordinals) => ordinals.join(),
      }),
      fc.constantFrom("columns", "list"),
      async (ways, form) => {
        // Texts by place, two of three alike: only the path tells such siblings apart.
        const text = (ordinals: readonly number[]) => `text ${ordinals.map((one) => one % 2).join()}`;
        const rows = ways.map((way) => {
          const texts = way.map((_, depth) => text(way.slice(0, depth + 1)));
          const path = way.map((ordinal) => ordinal + 1).join(".");
          const [generator, verifier, refiner] = texts;
          return form === "columns"
            ? { ...asked, path, generator, verifier_output: verifier, refiner: { text: refiner } }
            : {
                ...asked,
                path,
                trajectory: texts.map((content, depth) => ({ role: orders[0]!.roles[depth], content })),
              };
        });
        const expected = new Set(
          ways.flatMap((way) =>
            way.map((_, depth) =>
              way
                .slice(0, depth + 1)
                .map((one) => one + 1)
                .join("."),
            ),
          ),
        );
        const { trees, notTaken } = await gather(rows);
        expect(notTaken).toEqual([]);
        expect(new Set(Object.keys(trees[0]!.nodes))).toEqual(expected);
        for (const [path, [, told]] of Object.entries(trees[0]!.nodes))
          expect(told).toBe(text(path.split(".").map((part) => Number(part) - 1)));
      },
    ),
    { numRuns: 60 },
  );
});

test("answers side by side are trees of one agent: AgentArk's labelled files, its inference files, and lists of answers", async () => {
  const { protocol, trees, notTaken } = await gather([
    {
      query: "1 + 1?",
      gt: "2",
      solutions: [
        { id: 1, text: "two: 2", is_correct: true },
        { id: 2, text: "three: 3", is_correct: false },
      ],
      labels: [true, false],
      tag: ["math"],
      source: "GSM8K",
    },
    {
      query: "2 + 2?",
      gt: "4",
      response:
        "===== Solution 1 =====\nIt is 4.\n\n===== Solution 2 =====\nIt is 5.\n===== Solution 3 =====\nTogether: 4",
      token_stats: {},
    },
    { question: "3 + 3?", answer: "6", responses: ["6", "7"], correct: [1, 0] },
    { question: "3 + 3?", answer: "6", response: "eight" },
  ]);
  expect([protocol, notTaken]).toEqual(["single", []]);
  expect(trees.map(({ question, nodes }) => [question.text, question.gold, nodes])).toEqual([
    ["1 + 1?", "2", { "1": ["agent", "two: 2", true], "2": ["agent", "three: 3", false] }],
    [
      "2 + 2?",
      "4",
      {
        "1": ["agent", "It is 4.", null],
        "2": ["agent", "It is 5.", null],
        "3": ["agent", "Together: 4", null],
      },
    ],
    ["3 + 3?", "6", { "1": ["agent", "6", true], "2": ["agent", "7", false], "3": ["agent", "eight", null] }],
  ]);
  expect(trees[0]!.question.meta).toEqual({ tag: ["math"], source: "GSM8K" });
});

test.each([
  [
    "a role left out in the middle",
    { ...asked, generator: "a", refiner: "r" },
    /refiner stands where verifier belongs/,
  ],
  ["a role without a text", { ...asked, generator: "a", verifier: 7 }, /"verifier" holds no text/],
  ["no role at all", asked, /holds no text of a role: give a column each to generator, verifier, refiner/],
  ["no gold", { question: "?", generator: "a" }, /no answer: none of/],
  ["a path of another depth", { ...asked, generator: "a", path: "1.2" }, /path "1.2" is none of a generator/],
  ["another text at a taken path", { ...asked, generator: "b", path: "1" }, /path 1 holds another text/],
  ["the roles of another protocol", { ...asked, responses: ["a"] }, /has other roles than the first row/],
  ["a turn without a role", { ...asked, turns: [{ text: "a" }] }, /turns\.0 is no turn/],
  [
    "labels that are too few",
    { ...asked, responses: ["a", "b"], labels: [true] },
    /"labels" has 1 entries where "responses" has 2/,
  ],
  ["half a surrogate pair", { ...asked, generator: "a\ud800" }, /NUL or half a surrogate pair/],
  ["no object", "text", /not an object/],
])("a row with %s is named and left out, the rest is kept", async (_, row, reason) => {
  const { trees, notTaken } = await gather([{ ...asked, generator: "a", path: "1" }, row]);
  expect(notTaken).toEqual([{ line: 2, reason: expect.stringMatching(reason) as string }]);
  expect(trees.map(({ nodes }) => nodes)).toEqual([{ "1": ["generator", "a", null] }]);
});

test("gatherTrees(…, mostBytes) stops at more text than memory is meant to hold, and names the first thousand rows that it cannot take", async () => {
  async function* lines(count: number, row: unknown): AsyncGenerator<ReadRow> {
    for (let line = 1; line <= count; line += 1) yield { line, row };
  }
  const way = { ...asked, response: "é" };
  await expect(gatherTrees(lines(5, way), orders, "custom", 10)).resolves.toMatchObject({ trajectories: 5 });
  await expect(gatherTrees(lines(6, way), orders, "custom", 10)).rejects.toMatchObject({ code: "too_large" });
  const { notTakenCount, notTaken } = await gatherTrees(lines(1500, 7), orders, "custom");
  expect([notTakenCount, notTaken.length, notTaken.at(-1)?.line]).toEqual([1500, 1000, 1000]);
});
