import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fraction } from "../../../lib/core/fraction.ts";
import type { Ball } from "../../../lib/judge/algebra/ball.ts";
import { encloseExpression } from "../../../lib/judge/algebra/enclose-expression.ts";
import { readExpression } from "../../../lib/judge/latex/read-expression.ts";

const enclose = (latex: string, bits = 256) => encloseExpression(readExpression(latex), new Map(), bits);

/** The first digits behind the point that all numbers of a ball share, worked out on whole numbers. */
function digitsOf({ middle, radius, exponent }: Ball, places: number): string {
  const at = (end: bigint): bigint =>
    exponent >= 0
      ? (end << BigInt(exponent)) * 10n ** BigInt(places)
      : (end * 10n ** BigInt(places)) >> BigInt(-exponent);
  const [low, high] = [at(middle - radius), at(middle + radius)];
  expect(high - low).toBeLessThanOrEqual(1n);
  return String(high)
    .padStart(places + 1, "0")
    .replace(new RegExp(`(?=.{${places}}$)`), ".");
}

/** Published to 60 places; the last of those shown is cut, not rounded. */
const published = [
  ["\\pi", "3.14159265358979323846264338327950288419716939937510"],
  ["e", "2.71828182845904523536028747135266249775724709369995"],
  ["\\sqrt{2}", "1.41421356237309504880168872420969807856967187537694"],
  ["\\ln 2", "0.69314718055994530941723212145817656807550013436025"],
  ["\\sqrt[3]{2}", "1.25992104989487316476721060727822835057025146470150"],
  ["\\sin 1", "0.84147098480789650665250232163029899962256306079837"],
  ["\\cos 1", "0.54030230586813971740093660744297660373231042061792"],
  ["\\arctan\\frac12", "0.46364760900080611621425623146121440202853705428612"],
  ["e^{\\pi}", "23.14069263277926900572908636794854738026610624260021"],
  ["\\ln 10", "2.30258509299404568401799145468436420760110148862877"],
] as const;

describe("encloseExpression(formula)", () => {
  test.each(published)("%s begins with its published digits", (latex, digits) => {
    const re = enclose(latex)?.value.re;
    expect(re && digitsOf(re, 48)).toBe(digits.slice(0, digits.indexOf(".") + 49));
  });

  test("holds the float of any sine, power and logarithm", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }), (top, bottom) => {
        const x = top / bottom;
        for (const [latex, value] of [
          [`\\sin\\frac{${top}}{${bottom}}`, Math.sin(x)],
          [`\\cos\\frac{${top}}{${bottom}}`, Math.cos(x)],
          [`\\ln\\frac{${top}}{${bottom}}`, Math.log(x)],
          [`\\arctan\\frac{${top}}{${bottom}}`, Math.atan(x)],
          [`\\sqrt{\\frac{${top}}{${bottom}}}`, Math.sqrt(x)],
          [`e^{-\\frac{${top}}{${bottom}}}`, Math.exp(-x)],
        ] as const) {
          const ball = enclose(latex, 128)?.value.re;
          const middle = ball ? Number((ball.middle * 10n ** 40n) >> BigInt(-ball.exponent)) / 1e40 : NaN;
          expect(middle).toBeCloseTo(value, 11);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("shrinks with the bits asked for, and keeps the value inside", () => {
    for (const latex of ["\\sqrt{2}+\\sqrt{3}", "\\sin 2-\\ln 3", "e^{\\sqrt 2}"]) {
      const [coarse, fine] = [enclose(latex, 64), enclose(latex, 640)];
      if (!coarse || !fine) throw new Error("no value");
      const shift = BigInt(coarse.value.re.exponent - fine.value.re.exponent);
      const distance = (coarse.value.re.middle << shift) - fine.value.re.middle;
      const radius = coarse.value.re.radius << shift;
      expect(distance < 0n ? -distance : distance).toBeLessThanOrEqual(radius + fine.value.re.radius);
      expect(fine.value.re.radius).toBeLessThan(radius);
    }
  });

  test.each([
    "\\frac{1}{0}",
    "\\ln 0",
    "\\ln(\\sin\\pi)",
    "\\frac{1}{\\sqrt2-\\sqrt2}",
    "\\tan\\frac{\\pi}{2}",
    "\\arcsin 2",
    "\\infty",
    "e^{10^{9}}",
    "x",
  ])("%s has no value", (latex) => {
    expect(enclose(latex)).toBeNull();
  });

  test("a symbol stands for the fraction given", () => {
    const enclosed = encloseExpression(readExpression("x^2"), new Map([["x", fraction(3n, 2n)]]), 64);
    expect(enclosed && digitsOf(enclosed.value.re, 2)).toBe("2.25");
  });
});
