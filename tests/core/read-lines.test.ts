import fc from "fast-check";
import { expect, test } from "vitest";
import { formatBytes, readLines } from "../../lib/core/read-lines.ts";
import { collect, inChunks } from "../datasets/bytes.ts";

const wide = { maxLineBytes: 1024, maxFileBytes: 1024 ** 2 };

test("readLines gives the lines of any text, however its bytes are cut", async () => {
  const anyLine = fc
    .string({ unit: "binary", maxLength: 40 })
    .map((text) => text.replace(/[\r\n\ufeff]/g, ""));
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyLine),
      fc.constantFrom("\n", "\r\n"),
      fc.integer({ min: 1, max: 9 }),
      async (lines, end, size) => {
        const read = await collect(
          readLines(inChunks(`\ufeff${lines.map((line) => line + end).join("")}`, size), wide),
        );
        expect(lines.length === 0 ? [] : read).toEqual(
          lines.map((text, index) => ({ line: index + 1, text })),
        );
      },
    ),
  );
});

test("readLines counts lines over the limit and lines that are not UTF-8, and reads on", async () => {
  const bytes = Buffer.concat([
    Buffer.from(`${"x".repeat(1025)}\n`),
    Buffer.from([0xc3, 0x28, 0x0a]),
    Buffer.from("last"),
  ]);
  expect(await collect(readLines(inChunks(bytes, 100), wide))).toEqual([
    { line: 1, reason: "longer than 1 KB: shorten it or remove it" },
    { line: 2, reason: "not UTF-8: save the file as UTF-8" },
    { line: 3, text: "last" },
  ]);
});

test("readLines takes a line of just the limit", async () => {
  const text = "x".repeat(1024);
  expect(await collect(readLines(inChunks(text, 100), wide))).toEqual([{ line: 1, text }]);
});

test("readLines throws too_large above the file limit", async () => {
  const reading = collect(readLines(inChunks("a\n".repeat(50), 10), { maxLineBytes: 10, maxFileBytes: 99 }));
  await expect(reading).rejects.toMatchObject({ code: "too_large" });
});

test("formatBytes counts in units of 1024", () => {
  expect([0, 1023, 1024 ** 2, 1.5 * 1024 ** 3, 5000 * 1024 ** 3].map(formatBytes)).toEqual([
    "0 bytes",
    "1023 bytes",
    "1 MB",
    "1.5 GB",
    "5000 GB",
  ]);
});
