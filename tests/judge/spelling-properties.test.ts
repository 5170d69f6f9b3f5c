import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeAnswer } from "../../lib/judge/judge-answer.ts";

const verdictOf = (answer: string, gold: string) =>
  judgeAnswer({ task: "math", text: `Hence $\\boxed{${answer}}$.`, gold }).verdict;

const anyInteger = fc.integer({ min: -99, max: 99 });
const anyCount = fc.integer({ min: 2, max: 30 });

/** Answers of every readable type. */
const anyAnswer = fc.oneof(
  anyInteger.map(String),
  fc.tuple(anyInteger, anyCount).map(([a, b]) => `\\frac{${a}}{${b}}`),
  fc.tuple(anyInteger, anyCount).map(([a, b]) => `${a}+${b}\\sqrt{${b}}`),
  fc.tuple(anyCount, anyCount).map(([a, b]) => `\\sqrt{${a}+\\sqrt{${b}}}`),
  fc.tuple(anyInteger, anyCount).map(([a, b]) => `x^2-(${a})x+${b}`),
  fc.tuple(anyInteger, anyInteger).map(([a, b]) => `(${a},${b})`),
  fc.tuple(anyInteger, anyCount).map(([a, b]) => `[${a},${a + b})\\cup(${a + 2 * b},\\infty)`),
  fc.uniqueArray(anyInteger, { minLength: 2, maxLength: 4 }).map((items) => `\\{${items.join(",")}\\}`),
  fc
    .tuple(anyInteger, anyCount)
    .map(([a, b]) => `\\begin{pmatrix}${a}&${b}\\\\0&\\frac{1}{${b}}\\end{pmatrix}`),
  fc.tuple(anyInteger, anyCount).map(([a, b]) => `y=${b}x-(${a})`),
  fc.tuple(anyCount, anyCount).map(([a, b]) => `${a}<x\\le${a + b}`),
  anyCount.map((a) => `${a}\\%`),
  anyCount.map((a) => `${a}\\text{ km}`),
  anyCount.map((a) => `${a}^\\circ`),
  anyCount.map((a) => `${a}_{${Math.max(10, a)}}`),
  fc.constantFrom("\\text{Saturday}", "\\text{(B)}", "\\text{no solution}", "\\infty", "f(x)=\\ln x", "3:4"),
);

/** Ways to write the same answer that say nothing about it. */
const looks: readonly ((latex: string) => string)[] = [
  (latex) => latex.replace(/([,+=<&])/g, " $1 "),
  (latex) => latex.replace(/([([])/g, "\\left$1").replace(/([)\]])/g, "\\right$1"),
  (latex) => latex.replaceAll("\\frac", "\\dfrac"),
  (latex) => latex.replaceAll("\\frac", "\\tfrac"),
  (latex) => latex.replaceAll(",", ",\\,"),
  (latex) => latex.replaceAll("+", "\\;+\\!\\;"),
  (latex) => `$${latex}$`,
  (latex) => `\\displaystyle ${latex}`,
  (latex) => `\\boldsymbol{${latex}}`,
  (latex) => `{${latex}}`,
  (latex) => `${latex}.`,
  (latex) => ` ${latex} `,
  (latex) => latex.replaceAll("-", "\u2212"),
  (latex) => latex.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  (latex) => latex.replaceAll("\\le", "\\leq "),
  (latex) => latex.replaceAll("^\\circ", "^{\\circ}"),
];

describe("judgeAnswer(a readable answer)", () => {
  test("is correct against itself", () => {
    fc.assert(
      fc.property(anyAnswer, (answer) => {
        expect(verdictOf(answer, answer)).toBe("correct");
      }),
    );
  });

  test("is correct against itself in other looks, either way round", () => {
    fc.assert(
      fc.property(anyAnswer, fc.constantFrom(...looks), fc.constantFrom(...looks), (answer, look, other) => {
        expect(verdictOf(look(answer), other(answer))).toBe("correct");
      }),
      { numRuns: 150 },
    );
  });

  test("keeps its verdict against any gold, whatever the looks", () => {
    fc.assert(
      fc.property(anyAnswer, anyAnswer, fc.constantFrom(...looks), (answer, gold, look) => {
        expect(verdictOf(look(answer), gold)).toBe(verdictOf(answer, gold));
        expect(verdictOf(answer, look(gold))).toBe(verdictOf(answer, gold));
      }),
      { numRuns: 150 },
    );
  });

  test("is never correct one way round and incorrect the other", () => {
    fc.assert(
      fc.property(anyAnswer, anyAnswer, (a, b) => {
        const verdicts = new Set([verdictOf(a, b), verdictOf(b, a)]);
        expect(verdicts.has("correct") && verdicts.has("incorrect")).toBe(false);
      }),
    );
  });
});

describe("judgeAnswer(an answer that means the same)", () => {
  test("takes the items of a set in any order, and refuses one too few", () => {
    const anyItems = fc.uniqueArray(anyInteger, { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(anyItems, fc.nat(), (items, turn) => {
        const at = turn % items.length;
        const turned = [...items.slice(at), ...items.slice(0, at)];
        expect(verdictOf(turned.join(", "), `\\{${items.join(",")}\\}`)).toBe("correct");
        expect(verdictOf(turned.slice(1).join(", "), `\\{${items.join(",")}\\}`)).toBe("incorrect");
      }),
    );
  });

  test("takes an equation times any number but zero, and refuses another line", () => {
    fc.assert(
      fc.property(anyInteger, anyInteger, anyInteger, anyCount, fc.boolean(), (a, b, c, k, isNegative) => {
        fc.pre(a !== 0 && b !== 0);
        const factor = isNegative ? -k : k;
        const scaled = `(${a * factor})x+(${b * factor})y=${c * factor}`;
        expect(verdictOf(scaled, `(${a})x+(${b})y=${c}`)).toBe("correct");
        expect(verdictOf(scaled, `(${a})x+(${b})y=${c + 1}`)).toBe("incorrect");
      }),
    );
  });

  test("turns an inequality round with its sign, and never without", () => {
    fc.assert(
      fc.property(anyInteger, anyCount, (bound, factor) => {
        expect(verdictOf(`-${factor}x<${-bound * factor}`, `x>${bound}`)).toBe("correct");
        expect(verdictOf(`-${factor}x<${-bound * factor}`, `x<${bound}`)).toBe("incorrect");
      }),
    );
  });

  test("converts lengths exactly, and refuses the next one", () => {
    const units = [
      ["km", 1_000_000],
      ["m", 1_000],
      ["cm", 10],
      ["mm", 1],
    ] as const;
    fc.assert(
      fc.property(anyCount, fc.constantFrom(...units), fc.constantFrom(...units), (count, from, to) => {
        const other = `\\frac{${count * from[1]}}{${to[1]}}\\text{ ${to[0]}}`;
        expect(verdictOf(other, `${count}\\text{ ${from[0]}}`)).toBe("correct");
        expect(verdictOf(other, `${count + 1}\\text{ ${from[0]}}`)).toBe("incorrect");
      }),
    );
  });

  test("is never itself plus one", () => {
    fc.assert(
      fc.property(anyAnswer, (answer) => {
        fc.pre(!/[a-z]{2,}\{ |[<=,%_:]|text|circ|matrix|infty|\\cup/.test(answer));
        expect(verdictOf(`${answer}+1`, answer)).toBe("incorrect");
        expect(verdictOf(answer, `${answer}+1`)).toBe("incorrect");
      }),
    );
  });
});
