import fc from "fast-check";
import { expect, test } from "vitest";
import { cutMarks, plantMarks } from "../../lib/draw/plant-marks.ts";

const parts = fc.constantFrom(
  "$x$",
  "\\(y\\)",
  "the",
  "answer",
  " ",
  "\n",
  "42",
  "$$z$$",
  "é😀",
  "**",
  "`a`",
);
const texts = fc.array(parts, { maxLength: 25 }).map((list) => list.join(""));

test("plantMarks and cutMarks give back every character, and mark just the answer and the formulas it touches", () => {
  fc.assert(
    fc.property(texts, fc.nat(60), fc.nat(20), (text, from, length) => {
      const start = Math.min(from, text.length);
      const end = Math.min(start + length, text.length);
      const planted = plantMarks(text, { start, end });
      const { pieces, isOpen } = cutMarks(planted.markdown, false);
      const sourceOf = (index: number): string => {
        const formula = planted.maths[index];
        return formula ? text.slice(formula.start, formula.end) : "";
      };
      const joined = pieces.map((piece) => (piece.kind === "text" ? piece.text : sourceOf(piece.maths)));
      expect(joined.join("")).toBe(text);
      expect(isOpen).toBe(false);
      let at = 0;
      pieces.forEach((piece, index) => {
        const until = at + (joined[index]?.length ?? 0);
        if (piece.kind === "text")
          expect(piece.isAnswer, piece.text).toBe(start <= at && until <= end && start < end);
        else expect(planted.maths[piece.maths]?.isAnswer).toBe(at < end && start < until);
        at = until;
      });
    }),
  );
});

test("plantMarks takes marks of its own kind out of a model's text", () => {
  const { markdown } = plantMarks("a \uE0000\uE003 b", null);
  expect(cutMarks(markdown, false).pieces).toEqual([
    { kind: "text", text: "a \uFFFD0\uFFFD b", isAnswer: false },
  ]);
});
