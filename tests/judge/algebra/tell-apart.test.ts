import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tellApart } from "../../../lib/judge/algebra/tell-apart.ts";
import { readExpression } from "../../../lib/judge/latex/read-expression.ts";

const say = (a: string, b: string) => tellApart(readExpression(a), readExpression(b));

describe("tellApart(a, b)", () => {
  test.each([
    ["\\sqrt[3]{2+\\sqrt5}+\\sqrt[3]{2-\\sqrt5}", "1"],
    ["\\cos 20\\degree\\cos 40\\degree\\cos 80\\degree".replaceAll("\\degree", "°"), "\\frac18"],
    ["\\sqrt{2+\\sqrt{2+\\sqrt2}}", "2\\cos\\frac{\\pi}{16}"],
    ["\\frac{1}{\\sqrt2+\\sqrt3+\\sqrt5}", "\\frac{3\\sqrt2+2\\sqrt3-\\sqrt{30}}{12}"],
    ["\\sin\\frac{\\pi}{10}", "\\frac{\\sqrt5-1}{4}"],
    ["\\sqrt{i}", "\\frac{1+i}{\\sqrt2}"],
  ])("%s is proven to be %s by the separation bound", (a, b) => {
    expect(say(a, b)).toBe("same");
  });

  test("square roots are told apart however close they come", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 10, max: 60 }), (n, places) => {
        const root = `\\sqrt{${n}+\\sqrt{${n + 1}}}`;
        expect(say(root, `${root}+\\frac{1}{10^{${places}}}`)).toBe("different");
        expect(say(root, `\\frac{3${root}}{3}`)).toBe("same");
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    ["\\arctan 1+\\arctan 2+\\arctan 3", "\\pi"],
    ["\\sin^2 x+\\cos^2 x", "1"],
    ["|x-3|", "|3-x|"],
    ["\\sqrt{x+1}\\sqrt{x-1}", "\\sqrt{x^2-1}"],
    ["e^{x+y}", "e^x e^y"],
  ])("%s and %s seem the same", (a, b) => {
    expect(say(a, b)).toBe("seems-same");
  });

  test.each([
    ["\\sqrt{x^2}", "x"],
    ["\\arctan(e^{5000})", "\\frac{\\pi}{2}"],
    ["\\sin(x+10^{-400})", "\\sin x"],
    [`\\arcsin(\\frac12+\\frac{1}{10^{300}})`, "\\frac{\\pi}{6}"],
    ["\\infty", "\\infty+1"],
    ["\\ln(-x^2)", "1"],
  ])("%s against %s stays open", (a, b) => {
    expect(say(a, b)).toBe("open");
  });

  test.each([
    ["e^{\\pi\\sqrt{163}}", "640320^3+744", "different"],
    ["\\sqrt{\\sqrt{\\sqrt{\\sqrt{2}}}}", "1", "different"],
    ["\\sin x", "x", "seems-different"],
    ["x^2+1", "t^2+1", "seems-different"],
    ["\\sin x", "\\sin x+10^{-20}", "seems-different"],
  ])("%s against %s is %s told apart: %s", (a, b, told) => {
    expect(say(a, b)).toBe(told);
  });
});
