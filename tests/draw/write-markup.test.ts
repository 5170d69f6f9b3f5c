import fc from "fast-check";
import { expect, test } from "vitest";
import { markup } from "../../lib/draw/markup.ts";
import { writeMarkup } from "../../lib/draw/write-markup.ts";

/** What an XML reader would make of an escaped text. */
const read = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
const allowed = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

test("writeMarkup closes what it opens and leaves undefined attributes out", () => {
  const drawing = markup("g", { x: 1.23456, fill: undefined }, markup("rect", { width: 3 }), "a", null);
  expect(writeMarkup(drawing)).toBe('<g x="1.23"><rect width="3"/>a</g>');
});

test("writeMarkup keeps any text a text: no mark of it opens an element, ends an attribute or breaks XML", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const written = writeMarkup(markup("t", { a: text }, text));
      const [, attribute, content] = /^<t a="([^"<>]*)"(?:\/>|>([^<>]*)<\/t>)$/.exec(written) ?? [];
      expect(written).toMatch(allowed);
      expect(attribute).toBeDefined();
      if (text !== "") expect(content).toBe(attribute);
      const kept = [...text].filter((letter) => allowed.test(letter)).join("");
      expect(read(attribute ?? "").replaceAll("\uFFFD", "")).toBe(kept.replaceAll("\uFFFD", ""));
    }),
  );
});
