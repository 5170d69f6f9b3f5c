import fc from "fast-check";
import { expect, test } from "vitest";
import { findMaths } from "../../lib/draw/find-maths.ts";

const texOf = (text: string): string[] => findMaths(text).map(({ tex }) => tex);

test.each([
  ["so $x+1$ is", ["x+1"]],
  ["so \\(x+1\\) is", ["x+1"]],
  ["$$\\frac{1}{2}$$", ["\\frac{1}{2}"]],
  ["\\[ a \\\\ b \\]", [" a \\\\ b "]],
  ["\\begin{align*}a&=b\\\\c&=d\\end{align*}", ["\\begin{align*}a&=b\\\\c&=d\\end{align*}"]],
  ["The answer is \\boxed{\\frac{1}{2}}.", ["\\boxed{\\frac{1}{2}}"]],
  ["first $a$ then $b$", ["a", "b"]],
])("findMaths reads %j", (text, expected) => {
  expect(texOf(text)).toEqual(expected);
});

test.each([
  "costs $5 and $6",
  "costs $5, not $ 6 $",
  "a \\$x\\$ price",
  "`$x$` in code",
  "```\n$x$\n```",
  "$open and never closed",
  "\\boxed{never closed",
  "$ x $",
  "a $b\n\nc$ d",
  "\\(\\)",
])("findMaths finds nothing in %j", (text) => {
  expect(findMaths(text)).toEqual([]);
});

test("findMaths gives stretches of the text in order, none over another, in time that grows with the text", () => {
  const parts = fc.constantFrom(
    "$",
    "$$",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "`",
    "```",
    "\\",
    "x",
    " ",
    "\n",
    "{",
    "}",
    "\\boxed{",
    "5",
    "é😀",
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 60 }), (list) => {
      const text = list.join("");
      let last = 0;
      for (const { start, end, tex } of findMaths(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(text.slice(start, end)).toContain(tex);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(text.length);
    }),
  );
});
