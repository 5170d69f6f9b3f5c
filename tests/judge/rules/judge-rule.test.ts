import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeAnswer } from "../../../lib/judge/judge-answer.ts";
import type { JudgeInput } from "../../../lib/judge/judgement.ts";
import type {
  FoldedComparison,
  JudgeRule,
  NumericComparison,
  RuleExtraction,
  RulePattern,
} from "../../../lib/judge/rules/judge-rule.ts";

const whole: RuleExtraction = { kind: "whole" };
const lastLine: RuleExtraction = { kind: "last_line" };
const after: RuleExtraction = { kind: "after", marker: "Result:" };
const folded: FoldedComparison = {
  kind: "folded",
  ignoreCase: true,
  ignoreSpaces: true,
  ignorePunctuation: true,
};
const numeric = (absolute: string | null = null, relative: string | null = null): NumericComparison => ({
  kind: "numeric",
  absolute,
  relative,
});
const accepted = (own: Partial<Extract<JudgeRule, { kind: "accepted" }>> = {}): JudgeRule => ({
  kind: "accepted",
  list: { kind: "separator", separator: "|" },
  compare: folded,
  extraction: lastLine,
  ...own,
});
const pattern = (source: string, own: Partial<Extract<JudgeRule, { kind: "regex" }>> = {}): JudgeRule => ({
  kind: "regex",
  pattern: source,
  flags: "",
  group: 0,
  readsGold: false,
  compare: { kind: "exact" },
  extraction: whole,
  ...own,
});

const judge = (rule: JudgeRule, text: string, gold: string, more: Partial<JudgeInput> = {}) =>
  judgeAnswer({ task: "custom", text, gold, rule, ...more });
const verdict = (rule: JudgeRule, text: string, gold: string): string => judge(rule, text, gold).verdict;
const problem = (rule: JudgeRule, gold: string) =>
  judge(rule, "", gold, { isGoldCheck: true }).goldProblem ?? null;

describe("where a rule reads the answer", () => {
  const exact = (extraction: RuleExtraction): JudgeRule => ({ kind: "exact", extraction });

  test.each([
    [lastLine, "first\n  **tea** \n\n", "tea"],
    [whole, "\n tea \n", "tea"],
    [after, "Result: milk\nResult: tea\nbye", "tea"],
    [after, "Result:\n\n  tea  \nbye", "tea"],
    [{ kind: "regex", pattern: "<a>(.*?)</a>", flags: "", group: 1 }, "<a>milk</a> no, <a>tea</a>", "tea"],
    [{ kind: "regex", pattern: "^ans\\w* (\\w+)$", flags: "im", group: 1 }, "so\nANSWER tea\nbye", "tea"],
    [{ kind: "task" }, "I think so.\nFinal Answer: tea", "tea"],
  ] as const)("%j reads %j as %j", (extraction, text, answer) => {
    const judged = judge(exact(extraction), text, answer);
    expect(judged.verdict).toBe("correct");
    expect(text.slice(judged.answer!.start, judged.answer!.end)).toBe(answer);
  });

  test("nothing there is unknown with its reason, never incorrect", () => {
    expect(judge(exact(after), "tea", "tea")).toMatchObject({ verdict: "unknown", reason: "no-answer" });
    expect(judge(exact(after), "Result:", "tea")).toMatchObject({ reason: "empty-answer" });
    expect(judge(exact(lastLine), " \n ", "tea")).toMatchObject({ reason: "empty-answer" });
    expect(judge(pattern("z+"), "tea", "tea")).toMatchObject({ verdict: "unknown", reason: "no-answer" });
  });

  test("a text that was cut counts behind a marker only", () => {
    const cut = { isTruncated: true };
    expect(judge(exact(whole), "tea", "tea", cut).reason).toBe("truncated");
    expect(judge(exact(lastLine), "tea", "tea", cut).reason).toBe("truncated");
    expect(judge(exact(after), "Result: tea", "tea", cut).verdict).toBe("correct");
  });

  test("what stands in a think tag is not read", () => {
    expect(verdict(exact(after), "<think>Result: tea</think>\nResult: milk", "tea")).toBe("incorrect");
    expect(judge(exact(after), "<think>Result: tea", "tea").verdict).toBe("unknown");
  });
});

describe("exact and folded", () => {
  test("exact wants every character, but for what stands at the ends", () => {
    expect(verdict({ kind: "exact", extraction: whole }, " *Earl Grey* ", "Earl Grey")).toBe("correct");
    expect(verdict({ kind: "exact", extraction: whole }, "earl Grey", "Earl Grey")).toBe("incorrect");
    expect(verdict({ kind: "exact", extraction: whole }, "Earl  Grey", "Earl Grey")).toBe("incorrect");
  });

  test.each([
    ["The  well-known U.S. tea!", "the well known US tea", "correct"],
    ["“Grey”, earl", "grey earl", "correct"],
    ["don't", "dont", "correct"],
    ["3.5", "35", "incorrect"],
    ["-5", "5", "incorrect"],
    ["5%", "5", "incorrect"],
    ["1/2", "12", "incorrect"],
    ["10:30", "1030", "incorrect"],
  ])("folded: %j against %j is %s", (text, gold, wanted) => {
    expect(verdict({ ...folded, extraction: whole }, text, gold)).toBe(wanted);
  });

  test("folded ignores only what it is told to", () => {
    const only = (own: Partial<FoldedComparison>): JudgeRule => ({
      ...folded,
      ignoreCase: false,
      ignoreSpaces: false,
      ignorePunctuation: false,
      ...own,
      extraction: whole,
    });
    expect(verdict(only({ ignoreCase: true }), "TEA", "tea")).toBe("correct");
    expect(verdict(only({ ignoreCase: true }), "TEA!", "tea")).toBe("incorrect");
    expect(verdict(only({ ignoreSpaces: true }), "a  b", "a b")).toBe("correct");
    expect(verdict(only({ ignorePunctuation: true }), "tea!", "tea")).toBe("correct");
    expect(verdict(only({ ignorePunctuation: true }), "TEA", "tea")).toBe("incorrect");
  });
});

describe("numeric", () => {
  const by = (comparison: NumericComparison, extraction: RuleExtraction = after): JudgeRule => ({
    ...comparison,
    extraction,
  });

  test("takes the first number behind a marker, the last of a line or a text", () => {
    expect(judge(by(numeric()), "Result: about 12 m, since 3 × 4 = 12", "12").answer?.raw).toBe("12");
    expect(judge(by(numeric(), lastLine), "9 of them\n3 × 4 = 12 m", "12").answer?.raw).toBe("12");
    expect(judge(by(numeric(), whole), "first 3, then 12", "12")).toMatchObject({
      verdict: "correct",
      weak: true,
    });
  });

  test("bounds are inclusive and exact where floats are not", () => {
    expect(verdict(by(numeric("0.1")), "Result: 0.3", "0.2")).toBe("correct");
    expect(verdict(by(numeric("0.0999999999999999999")), "Result: 0.3", "0.2")).toBe("incorrect");
    expect(verdict(by(numeric(null, "0.05")), "Result: -105", "-100")).toBe("correct");
    expect(verdict(by(numeric(null, "0.05")), "Result: -106", "-100")).toBe("incorrect");
    expect(verdict(by(numeric(null, "0.5")), "Result: 0.001", "0")).toBe("incorrect");
    expect(verdict(by(numeric("1", "0")), "Result: 4", "5")).toBe("correct");
  });

  test("agrees with whole numbers counted in hundredths", () => {
    const hundredths = fc.integer({ min: -100_000, max: 100_000 });
    const text = (value: number): string =>
      `${value < 0 ? "-" : ""}${Math.floor(Math.abs(value) / 100)}.${String(Math.abs(value) % 100).padStart(2, "0")}`;
    fc.assert(
      fc.property(hundredths, hundredths, fc.integer({ min: 0, max: 50_000 }), (answer, gold, bound) => {
        const wanted = Math.abs(answer - gold) <= bound ? "correct" : "incorrect";
        expect(verdict(by(numeric(text(bound))), `Result: ${text(answer)}`, text(gold))).toBe(wanted);
      }),
    );
  });
});

describe("regex, accepted and F1", () => {
  test("the last match's group is compared; the pattern reads the gold where it is told to", () => {
    const rule = pattern("(\\d+) cups", { group: 1, readsGold: true, compare: numeric() });
    expect(verdict(rule, "3 cups, no, 12 cups", "12 cups of tea")).toBe("correct");
    expect(problem(rule, "a dozen")).toBe("pattern-misses");
    expect(judge(rule, "12 cups", "a dozen")).toMatchObject({ verdict: "unknown", reason: "unparsed-gold" });
  });

  test("it looks within the place that was read", () => {
    const rule = pattern("\\d+", { extraction: lastLine });
    expect(judge(rule, "77\nso 12.", "12")).toMatchObject({ verdict: "correct", tier: "pattern" });
  });

  test("any accepted answer will do, by the comparison of the rule", () => {
    expect(verdict(accepted(), "Chai!", "tea | chai")).toBe("correct");
    expect(verdict(accepted(), "cocoa", "tea | chai")).toBe("incorrect");
    expect(verdict(accepted({ list: { kind: "json" } }), "7", '["six", 7]')).toBe("correct");
    expect(verdict(accepted({ compare: numeric("1") }), "about 11", "5|x|10")).toBe("correct");
    expect(problem(accepted(), " | ")).toBe("no-list");
    expect(problem(accepted({ list: { kind: "json" } }), "tea")).toBe("no-list");
    expect(problem(accepted({ list: { kind: "json" } }), '[{"a":1}]')).toBe("no-list");
    expect(problem(accepted({ compare: numeric() }), "x|y")).toBe("no-number");
    expect(problem(accepted({ compare: numeric() }), "x|7")).toBe(null);
  });

  test("F1 is compared with the threshold as it is written", () => {
    const rule = (threshold: string): JudgeRule => ({ kind: "f1", threshold, extraction: whole });
    expect(judge(rule("0.8"), "red deep sea", "deep red")).toMatchObject({ verdict: "correct", f1: 0.8 });
    expect(judge(rule("0.81"), "red deep sea", "deep red")).toMatchObject({ verdict: "incorrect", f1: 0.8 });
    expect(verdict(rule("1"), "sea, the red", "Red Sea")).toBe("correct");
    expect(problem(rule("1"), "the")).toBe("empty");
  });
});

const anyComparison: fc.Arbitrary<FoldedComparison | NumericComparison | { kind: "exact" }> = fc.oneof(
  fc.constant({ kind: "exact" } as const),
  fc.record({
    kind: fc.constant("folded" as const),
    ignoreCase: fc.boolean(),
    ignoreSpaces: fc.boolean(),
    ignorePunctuation: fc.boolean(),
  }),
  fc.constant(numeric("0.5", "0.1")),
);
const anyPattern = fc.record({
  pattern: fc.constantFrom("(\\w+)", "[a-z]+", "", "(?<word>\\S+)|(x)", "^.*$", "\\d{1,3}"),
  flags: fc.constantFrom<RulePattern["flags"]>("", "i", "m", "im"),
  group: fc.constantFrom(0, 1, 2),
});
const anyExtraction: fc.Arbitrary<RuleExtraction> = fc.oneof(
  fc.constantFrom<RuleExtraction>({ kind: "task" }, whole, lastLine, after),
  fc.string({ minLength: 1, maxLength: 3 }).map((marker) => ({ kind: "after" as const, marker })),
  anyPattern.map((own) => ({ kind: "regex" as const, ...own })),
);
const anyRule = fc
  .tuple(
    anyExtraction,
    fc.oneof(
      anyComparison,
      fc.tuple(anyPattern, fc.boolean(), anyComparison).map(([own, readsGold, compare]) => ({
        kind: "regex",
        ...own,
        readsGold,
        compare,
      })),
      anyComparison.map((compare) => ({ kind: "accepted", list: { kind: "json" }, compare })),
      fc.constantFrom("0.1", "1").map((threshold) => ({ kind: "f1", threshold })),
    ),
  )
  .map(([extraction, own]) => ({ ...own, extraction }) as JudgeRule);
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 80 }),
  fc
    .array(
      fc.constantFrom("Result:", "\n", " ", "12", "**tea**", "–", "\r\n", "\ud800", "🍵", "<think>", "|"),
    )
    .map((parts) => parts.join("")),
);

test("judgeAnswer(any text, any rule) never throws, and its span is its answer", () => {
  fc.assert(
    fc.property(anyRule, anyText, anyText, (rule, text, gold) => {
      const judged = judge(rule, text, gold);
      expect(judged.reason).not.toBe("failed");
      if (judged.answer) expect(text.slice(judged.answer.start, judged.answer.end)).toBe(judged.answer.raw);
      const found = problem(rule, gold);
      if (found !== null) expect(judged.verdict).toBe("unknown");
    }),
    { numRuns: 500 },
  );
});

test("judgeAnswer(rule) finds a gold that can be read correct where a text closes with it", () => {
  const word = fc.stringMatching(/^[A-Za-z][A-Za-z ,.'-]{0,20}[A-Za-z]$/);
  const number = fc.integer({ min: -5_000, max: 5_000 }).map(String);
  fc.assert(
    fc.property(anyComparison, fc.oneof(word, number), (comparison, gold) => {
      const rule: JudgeRule = { ...comparison, extraction: after };
      const isReadable = problem(rule, gold) === null;
      const judged = judge(rule, `I add it up.\nResult: ${gold}\n`, gold);
      if (isReadable && judged.reason !== "abstained") expect(judged.verdict).toBe("correct");
    }),
  );
});
