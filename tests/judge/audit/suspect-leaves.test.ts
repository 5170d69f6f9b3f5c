import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { likeGold } from "../../../lib/judge/audit/fold-loosely.ts";
import { type LeafToAudit, suspectLeaves } from "../../../lib/judge/audit/suspect-leaves.ts";

const leafOf = (
  text: string,
  change: Partial<LeafToAudit> & { readonly took?: string } = {},
): LeafToAudit => {
  const { took, ...rest } = change;
  const start = took === undefined ? -1 : text.lastIndexOf(took);
  return {
    path: "1.1.1",
    text,
    verdict: took === undefined ? "unknown" : "incorrect",
    decided: null,
    answer:
      took === undefined
        ? null
        : { raw: took, normalized: took.toLowerCase(), start, end: start + took.length },
    reason: took === undefined ? "no-answer" : "different-value",
    flags: [],
    isTruncated: false,
    vote: null,
    ...rest,
  };
};

const kindsOf = (gold: string, leaf: LeafToAudit): string[] =>
  suspectLeaves(gold, [leaf]).flatMap(({ signals }) => signals.map(({ kind }) => kind));

describe("suspectLeaves(gold, leaves) says why", () => {
  test.each<[gold: string, leaf: LeafToAudit, kinds: string[]]>([
    ["288", leafOf("The answer is $288 for the 16 sacks.", { took: "16" }), ["gold-in-last-line"]],
    ["288", leafOf("It is \\boxed{16}.\nSo they earn 288.", { took: "16" }), ["gold-in-last-line"]],
    ["Red Sea", leafOf("Answer: The (red) sea!", { took: "The (red) sea!" }), ["equal-folded"]],
    ["1152", leafOf("Total: 1.152", { took: "1.152" }), ["equal-folded"]],
    [
      "\\frac{3}{4}",
      leafOf("\\boxed{\\text{ \\dfrac{3}{4} }}", { took: "\\text{ \\dfrac{3}{4} }" }),
      ["equal-folded"],
    ],
    ["20 km", leafOf("It is 20 miles", { took: "20 miles" }), ["same-number"]],
    ["3/5", leafOf("The ratio is three to five."), ["no-answer"]],
    [
      "54",
      leafOf("so Ben has 45 - 18 = 27 stamps", { isTruncated: true, reason: "truncated" }),
      ["truncated"],
    ],
    ["54", leafOf("?", { reason: "timeout" }), ["unknown"]],
    ["9", leafOf("\\boxed{9}\nSo it is 12.", { took: "9", verdict: "correct" }), ["line-disagrees"]],
    ["9", leafOf("Answer: 8", { took: "8", flags: ["conflict"] }), ["conflict"]],
    ["9", leafOf("Answer: 8", { took: "8", vote: "correct" }), ["vote"]],
    ["9", leafOf("Answer: 8", { took: "8", vote: "incorrect" }), []],
    ["9", leafOf("Answer: 8", { took: "8" }), []],
    ["9", leafOf("Answer: 9", { took: "9", verdict: "correct" }), []],
    ["288", leafOf("The answer is 288 sacks", { took: "288 sacks", decided: "incorrect" }), []],
  ])("gold %j", (gold, leaf, kinds) => {
    expect(kindsOf(gold, leaf)).toEqual(kinds);
  });
});

test("suspectLeaves(gold, leaves) lets the first of a majority stand for all, and names the numbers", () => {
  const leaves = ["1.1.1", "1.1.2", "1.1.3"].map((path) => ({ ...leafOf("Answer: 7", { took: "7" }), path }));
  const suspicions = suspectLeaves("7.5", leaves);
  expect(suspicions.map(({ path }) => path)).toEqual(["1.1.1"]);
  expect(suspicions[0]?.signals[0]).toMatchObject({
    kind: "majority",
    detail: "3 of 3 leaves say 7: check the gold",
  });
});

test.each([
  ["correct", ["1.1.2"]],
  ["incorrect", []],
  ["unknown", []],
] as const)(
  "suspectLeaves(gold, leaves) asks once about a majority: after %s it names %j",
  (decided, paths) => {
    const leaves = ["1.1.1", "1.1.2", "1.1.3"].map((path) => ({
      ...leafOf("Answer: 7", { took: "7" }),
      path,
    }));
    const asked = leaves.map((leaf, at) => (at === 0 ? { ...leaf, decided } : leaf));
    expect(suspectLeaves("7.5", asked).map(({ path }) => path)).toEqual(paths);
  },
);

test("suspectLeaves(gold, leaves) ranks what is nearly the gold above what merely has no answer", () => {
  const near = suspectLeaves("5", [leafOf("Answer: $5!", { took: "$5!" })])[0]!;
  const none = suspectLeaves("5", [leafOf("I give up.")])[0]!;
  expect(near.score).toBeGreaterThan(none.score);
  expect([near.turnsTo, none.turnsTo]).toEqual(["correct", "correct"]);
});

test("likeGold(answer, gold) takes no other number for the gold", () => {
  for (const [answer, gold] of [
    ["45", "456"],
    ["-5", "5"],
    ["3.5", "35"],
    ["2 or 5", "5"],
    ["1/2", "2"],
    ["", ""],
  ] as const)
    expect(likeGold(answer, gold), `${answer} against ${gold}`).toBeNull();
});

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.stringMatching(/^[\d$,. \\{}=a-z\n-]{0,60}$/),
);
const anyLeaf = fc.record({
  text: anyText,
  raw: anyText,
  verdict: fc.constantFrom("correct", "incorrect", "unknown"),
});

test("suspectLeaves(gold, leaves) never throws, says the same twice, and answers only for leaves that it was given", () => {
  fc.assert(
    fc.property(anyText, fc.array(anyLeaf, { maxLength: 5 }), (gold, given) => {
      const leaves = given.map(({ text, raw, verdict }, index) => ({
        ...leafOf(text),
        path: `1.1.${index + 1}`,
        verdict,
        answer: { raw, normalized: raw, start: 0, end: Math.min(raw.length, text.length) },
      }));
      const once = suspectLeaves(gold, leaves);
      expect(suspectLeaves(gold, leaves)).toEqual(once);
      const paths = leaves.map(({ path }) => path);
      for (const { path, signals, score, turnsTo } of once) {
        expect(paths).toContain(path);
        expect(signals.length).toBeGreaterThan(0);
        expect(score).toBeGreaterThan(0);
        expect(score).toBeLessThanOrEqual(1000);
        expect(turnsTo).not.toBe(leaves.find((leaf) => leaf.path === path)?.verdict);
      }
    }),
  );
});

test.each(["a", "{", "$", "9,", " ", "\\boxed{", "\\frac{1}{", "-", ".9", "= "])(
  "suspectLeaves(…) reads 100 kB of %j without running away",
  (part) => {
    const text = part.repeat(100_000 / part.length);
    const leaf = { ...leafOf(text), answer: { raw: text, normalized: text, start: 0, end: text.length } };
    expect(suspectLeaves(text, [leaf]).length).toBeLessThanOrEqual(1);
  },
);
