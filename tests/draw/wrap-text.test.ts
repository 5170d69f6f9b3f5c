import fc from "fast-check";
import { expect, test } from "vitest";
import { estimateWidth, wrapText } from "../../lib/draw/wrap-text.ts";

test("wrapText cuts at spaces, keeps line breaks and loses no word", () => {
  expect(wrapText("one two three", 8, 5)).toEqual(["one two", "three"]);
  expect(wrapText("one\ntwo", 80, 5)).toEqual(["one", "two"]);
});

test("wrapText says that it left something out", () => {
  expect(wrapText("a b c d e f", 3, 2)).toEqual(["a b", "c …"]);
});

test("wrapText of any text keeps to its width and to its lines, and all letters where they fit", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.integer({ min: 8, max: 60 }),
      (text, width) => {
        const lines = wrapText(text, width, 400);
        for (const line of lines) expect(estimateWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join("").replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
        const few = wrapText(text, width, 3);
        expect(few.length).toBeLessThanOrEqual(3);
      },
    ),
  );
});
