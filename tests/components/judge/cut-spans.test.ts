import fc from "fast-check";
import { expect, test } from "vitest";
import { cutSpans } from "../../../components/judge/cut-spans.ts";

test("cutSpans marks the answer, and other candidates with where they stand, once each", () => {
  const text = "box 2/3, then 3/4.";
  const pieces = cutSpans(text, { start: 14, end: 17 }, [{ start: 4, end: 7, tier: "box" }]);
  expect(pieces).toEqual([
    { text: "box ", kind: "plain", tier: null },
    { text: "2/3", kind: "alternative", tier: "box" },
    { text: ", then ", kind: "plain", tier: null },
    { text: "3/4", kind: "answer", tier: null },
    { text: ".", kind: "plain", tier: null },
  ]);
});

test("cutSpans joined is the text, and each character of the answer is the answer's, whatever overlaps", () => {
  const span = fc.record({ start: fc.integer({ min: -3, max: 40 }), end: fc.integer({ min: -3, max: 40 }) });
  fc.assert(
    fc.property(
      fc.string({ maxLength: 30 }),
      fc.option(span),
      fc.array(
        span.map((one) => ({ ...one, tier: "bold" })),
        { maxLength: 4 },
      ),
      (text, answer, alternatives) => {
        const pieces = cutSpans(text, answer, alternatives);
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
        const marks = pieces.flatMap(({ text: part, kind }) => [...Array(part.length)].map(() => kind));
        for (const [index, kind] of marks.entries()) {
          const isIn = ({ start, end }: { start: number; end: number }) => start <= index && index < end;
          expect(kind).toBe(
            answer && isIn(answer) ? "answer" : alternatives.some(isIn) ? "alternative" : "plain",
          );
        }
      },
    ),
  );
});
