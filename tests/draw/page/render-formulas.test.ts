import { expect, test } from "vitest";
import { formulaKey } from "../../../lib/draw/page/formula-key.ts";
import { renderFormulas } from "../../../lib/draw/page/render-formulas.ts";

test("renderFormulas draws each formula once as MathML, inline and displayed apart", () => {
  const formulas = renderFormulas(["It is $\\frac12$ and $\\frac12$.", "$$\\frac12$$"]);
  expect(Object.keys(formulas)).toEqual([formulaKey("\\frac12", false), formulaKey("\\frac12", true)]);
  for (const mathml of Object.values(formulas)) expect(mathml).toMatch(/^<math [^]*<mfrac>[^]*<\/math>$/);
});

test("renderFormulas leaves out what cannot be read, and trusts no formula", () => {
  const formulas = renderFormulas([
    "$\\frac{1$",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\htmlStyle{color:red}{x}$",
    "$\\text{<script>alert(1)</script>}$",
    "$\\includegraphics{https://example.org/x.png}$",
    `$${"x".repeat(5000)}$`,
  ]);
  for (const mathml of Object.values(formulas)) {
    expect(mathml).not.toMatch(/<script|href=|style="color:red|src=|<img/);
    expect(mathml.length).toBeLessThan(5000);
  }
});
