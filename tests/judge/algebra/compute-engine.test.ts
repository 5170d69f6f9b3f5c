import { describe, expect, test } from "vitest";
import { createComputeEngine } from "../../../lib/judge/algebra/compute-engine.ts";
import { toMathJson } from "../../../lib/judge/algebra/to-math-json.ts";
import { compareExpressions } from "../../../lib/judge/compare-expressions.ts";
import { judgeAnswer } from "../../../lib/judge/judge-answer.ts";
import { readExpression } from "../../../lib/judge/latex/read-expression.ts";

describe("createComputeEngine()", () => {
  test("loads at the first question and once only", () => {
    const heard: string[] = [];
    const library = createComputeEngine({
      onLoading: () => heard.push("loading"),
      onLoaded: () => heard.push("loaded"),
    });
    expect(heard).toEqual([]);
    const [a, b] = [readExpression("\\sin 2x"), readExpression("2\\sin x\\cos x")];
    expect([library.isEqual(a, b), library.isEqual(b, a)]).toEqual([true, true]);
    expect(heard).toEqual(["loading", "loaded"]);
  });

  const library = createComputeEngine();

  test("is not believed against the samples: its tolerance takes 2^-99 for 2^-98", () => {
    const [a, b] = ["\\frac{1}{2^{24}2^{24}2^{24}2^{24}2^3}", "\\frac{1}{2^{24}2^{24}2^{24}2^{24}2^2}"].map(
      readExpression,
    );
    if (!a || !b) throw new Error("not read");
    expect(library.isEqual(a, b)).toBe(true);
    expect(compareExpressions(a, b, library)).toBe("different");
  });

  test.each(["N", "D", "E", "C", "S", "Pi", "i_1", "e_x"])(
    "the symbol %s means nothing of the library's own",
    (name) => {
      const latex = name.length > 1 && !name.includes("_") ? `${name[0]}_${name[1]}` : name;
      const [a, b] = [`\\sin^2 ${latex}+\\cos^2 ${latex}`, "1"].map(readExpression);
      if (!a || !b) throw new Error("not read");
      expect(library.isEqual(a, b)).toBe(true);
    },
  );

  test("what it learns of a symbol in one question is not known in the next", () => {
    const same = (a: string, b: string) => library.isEqual(readExpression(a), readExpression(b));
    const before = same("\\sqrt{x^2}", "|x|");
    same("x^{\\frac12}", "x^{\\frac13}");
    same("\\ln x", "\\ln x^2");
    expect(same("\\sqrt{x^2}", "|x|")).toBe(before);
  });
});

test.each([
  "10000!",
  "x^{25}",
  "2^{2^{2^{2^2}}}",
  "\\infty",
  "9".repeat(40),
  `1${"+x".repeat(200)}`,
  "\\lfloor x\\rfloor",
])("toMathJson(%s) refuses what the library is not to be asked", (latex) => {
  expect(toMathJson(readExpression(latex))).toBeNull();
});

test.each([
  "9^{9^{9}}",
  "10^{10^{10}}",
  "100000!",
  "2^{99999}",
  `${"\\sqrt{2+".repeat(35)}2${"}".repeat(35)}`,
  `${"\\sin(".repeat(35)}x${")".repeat(35)}`,
  `${"e^{".repeat(30)}x${"}".repeat(30)}`,
  `\\sin(${"x+".repeat(400)}1)`,
  "\\sin(10^{300})+x",
  "(\\sin x+\\cos x+\\tan x)^{40}",
  "\\sqrt{x}^{999}+\\ln(\\ln(\\ln(x)))",
  `\\sin\\frac{\\pi}{${"7".repeat(30)}}`,
  `${Array.from({ length: 12 }, (_, index) => `\\sqrt{${index + 2}+\\pi}`).join("+")}`,
])("judgeAnswer(%s, with the library) ends", (formula) => {
  const library = createComputeEngine();
  for (const gold of ["7", `${formula}+0x`, "\\sin x"]) {
    const judgement = judgeAnswer({ task: "math", text: `\\boxed{${formula}}`, gold }, library);
    expect(judgement.reason).not.toBe("failed");
    if (gold === "7") expect(judgement.verdict).not.toBe("correct");
  }
});
