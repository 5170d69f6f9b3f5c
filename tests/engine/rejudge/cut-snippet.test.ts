import fc from "fast-check";
import { expect, test } from "vitest";
import { cutSnippet } from "../../../lib/engine/rejudge/view-changes.ts";

test("cutSnippet shows the end of a text without an answer, and whole words round one that has it", () => {
  const long = `${"word ".repeat(200)}Final Answer: 42${" after".repeat(100)}`;
  const start = long.indexOf("42");
  const { text, ...span } = cutSnippet(long, { start, end: start + 2 });
  expect(text.slice(span.start, span.end)).toBe("42");
  expect(text).toMatch(/^word word/);
  expect(text.length).toBeLessThan(230);
  const none = cutSnippet(long, null);
  expect(long.endsWith(none.text)).toBe(true);
  expect([none.start, none.end]).toEqual([none.text.length, none.text.length]);
});

test("cutSnippet is a stretch of the text that begins no later than the answer, wherever the answer stands", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 600 }), fc.nat(600), fc.nat(600), (whole, a, b) => {
      const [start, end] = [Math.min(a, b, whole.length), Math.min(Math.max(a, b), whole.length)];
      const snippet = cutSnippet(whole, { start, end });
      expect(whole).toContain(snippet.text);
      expect(whole.slice(start, end).startsWith(snippet.text.slice(snippet.start, snippet.end))).toBe(true);
      expect(snippet.start).toBeGreaterThanOrEqual(0);
      expect(snippet.text.length).toBeGreaterThanOrEqual(Math.min(whole.length, snippet.end));
    }),
  );
});
