import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { paintLight, palette } from "../../lib/draw/palette.ts";

test("palette holds each colour of the screens as the style sheet has it", () => {
  const sheet = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");
  const rows = [...sheet.matchAll(/--(\w+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)];
  expect(rows.length).toBeGreaterThan(50);
  expect(palette).toEqual(Object.fromEntries(rows.map(([, name, light, dark]) => [name, [light, dark]])));
});

test("paintLight refuses what is no colour of the palette", () => {
  expect(paintLight("v18")).toBe("#005971");
  expect(() => paintLight("v19")).toThrow("v19");
});
