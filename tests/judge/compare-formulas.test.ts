import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeAnswer } from "../../lib/judge/judge-answer.ts";

const verdictOf = (answer: string, gold: string) =>
  judgeAnswer({ task: "math", text: `Hence $\\boxed{${answer}}$.`, gold });

/** A formula as LaTeX, beside its value worked out by plain rules on whole numbers: the oracle reads no LaTeX. */
type Rational = {
  readonly latex: string;
  readonly top: bigint;
  readonly bottom: bigint;
  readonly level: number;
};

const bracketed = ({ latex, level }: Rational, from: number): string =>
  level < from || latex.startsWith("-") ? `\\left(${latex}\\right)` : latex;

const anyWhole = fc
  .integer({ min: -9, max: 9 })
  .map((value): Rational => ({ latex: String(value), top: BigInt(value), bottom: 1n, level: 3 }));

const { rational } = fc.letrec<{ rational: Rational }>((tie) => {
  const pair = fc.tuple(tie("rational"), tie("rational"));
  return {
    rational: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      anyWhole,
      pair.map(([a, b]) => ({
        latex: `${a.latex}+${bracketed(b, 1)}`,
        top: a.top * b.bottom + b.top * a.bottom,
        bottom: a.bottom * b.bottom,
        level: 0,
      })),
      pair.map(([a, b]) => ({
        latex: `${a.latex} - ${bracketed(b, 1)}`,
        top: a.top * b.bottom - b.top * a.bottom,
        bottom: a.bottom * b.bottom,
        level: 0,
      })),
      pair.map(([a, b]) => ({
        latex: `${bracketed(a, 1)} \\cdot ${bracketed(b, 2)}`,
        top: a.top * b.top,
        bottom: a.bottom * b.bottom,
        level: 1,
      })),
      pair
        .filter(([, b]) => b.top !== 0n)
        .map(([a, b]) => ({
          latex: `\\dfrac{${a.latex}}{${b.latex}}`,
          top: a.top * b.bottom,
          bottom: a.bottom * b.top,
          level: 3,
        })),
      fc.tuple(tie("rational"), fc.integer({ min: 0, max: 3 })).map(([a, power]) => ({
        latex: `${bracketed({ ...a, level: a.latex.length > 1 ? 0 : 3 }, 3)}^{${power}}`,
        top: a.top ** BigInt(power),
        bottom: a.bottom ** BigInt(power),
        level: 2,
      })),
    ),
  };
});

const asFraction = ({ top, bottom }: Rational): string => `\\frac{${top}}{${bottom}}`;

describe("judgeAnswer(a sum, product, quotient and power of numbers)", () => {
  test("is correct against the fraction that whole-number arithmetic gives", () => {
    fc.assert(
      fc.property(rational, (formula) => {
        expect(verdictOf(formula.latex, asFraction(formula)).verdict).toBe("correct");
      }),
      { numRuns: 200 },
    );
  });

  test("is incorrect against that fraction plus one part in a million million", () => {
    fc.assert(
      fc.property(rational, (formula) => {
        const { top, bottom } = formula;
        const near = { ...formula, top: top * 10n ** 12n + bottom, bottom: bottom * 10n ** 12n };
        expect(verdictOf(formula.latex, asFraction(near)).verdict).toBe("incorrect");
      }),
      { numRuns: 200 },
    );
  });
});

/** A formula with roots, angles and a symbol, beside its value in floats at x = 0.7. */
type Real = { readonly latex: string; readonly value: number };

const { real } = fc.letrec<{ real: Real }>((tie) => {
  const pair = fc.tuple(tie("real"), tie("real"));
  return {
    real: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      fc.integer({ min: 1, max: 9 }).map((value) => ({ latex: String(value), value })),
      fc.constant({ latex: "x", value: 0.7 }),
      fc.constant({ latex: "\\pi", value: Math.PI }),
      pair.map(([a, b]) => ({ latex: `(${a.latex}+${b.latex})`, value: a.value + b.value })),
      pair.map(([a, b]) => ({ latex: `(${a.latex}-${b.latex})`, value: a.value - b.value })),
      pair.map(([a, b]) => ({ latex: `${a.latex}\\cdot ${b.latex}`, value: a.value * b.value })),
      tie("real").map((a) => ({ latex: `\\sqrt{${a.latex}}`, value: Math.sqrt(a.value) })),
      tie("real").map((a) => ({ latex: `\\sin(${a.latex})`, value: Math.sin(a.value) })),
      tie("real").map((a) => ({ latex: `e^{${a.latex}}`, value: Math.exp(a.value) })),
      tie("real").map((a) => ({ latex: `\\ln(${a.latex})`, value: Math.log(a.value) })),
    ),
  };
});

const isPlain = ({ value }: Real): boolean => Number.isFinite(value) && Math.abs(value) < 1e6;

describe("judgeAnswer(a formula of roots, sines, powers and logarithms)", () => {
  test("is never correct against one whose float is another", () => {
    fc.assert(
      fc.property(real.filter(isPlain), real.filter(isPlain), (a, b) => {
        fc.pre(Math.abs(a.value - b.value) > 1e-6 * Math.max(1, Math.abs(a.value)));
        expect(verdictOf(a.latex, b.latex).verdict).not.toBe("correct");
      }),
      { numRuns: 200 },
    );
  });

  test("is never incorrect against what has its value by construction", () => {
    const rewritings: readonly ((latex: string) => string)[] = [
      (latex) => `\\frac{${latex}}{2}+\\frac{${latex}}{2}`,
      (latex) => `(1+${latex})^2-1-2(${latex})-(${latex})^2+${latex}`,
      (latex) => `\\ln(e^{${latex}})`,
      (latex) => `e^{\\ln(${latex})}`,
      (latex) => `2^{\\log_2(${latex})}`,
      (latex) => `2^{\\ln 3}-3^{\\ln 2}+${latex}`,
      (latex) => `\\frac{(2^{${latex}})^{x}}{2^{x(${latex})}}\\cdot ${latex}`,
      (latex) => `\\frac{1}{\\frac{1}{7}}\\cdot\\frac{${latex}}{7}`,
      (latex) => `(${latex})(\\sin^2(3x)+\\cos^2(3x))`,
    ];
    fc.assert(
      fc.property(real.filter(isPlain), fc.constantFrom(...rewritings), ({ latex }, rewrite) => {
        expect(verdictOf(rewrite(latex), latex).verdict).not.toBe("incorrect");
        expect(verdictOf(latex, rewrite(latex)).verdict).not.toBe("incorrect");
      }),
      { numRuns: 60 },
    );
  });

  test("says the same of two formulas either way round", () => {
    fc.assert(
      fc.property(real, real, (a, b) => {
        expect(verdictOf(a.latex, b.latex).verdict).toBe(verdictOf(b.latex, a.latex).verdict);
      }),
      { numRuns: 100 },
    );
  });
});
