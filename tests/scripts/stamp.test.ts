import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fingerprint, isStamped, stampAfter } from "../../scripts/prepare/stamp.mjs";

let root = "";

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "malthouse-stamp-"));
  mkdirSync(path.join(root, "app/deep"), { recursive: true });
  writeFileSync(path.join(root, "app/page.tsx"), "one");
  writeFileSync(path.join(root, "app/deep/route.ts"), "two");
  writeFileSync(path.join(root, "lock.json"), "{}");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const print = (names = ["app", "lock.json"], facts: string[] = []): string => fingerprint(root, names, facts);

test("fingerprint(root, names) does not look at times, order of names, or other files", () => {
  const before = print();
  utimesSync(path.join(root, "app/page.tsx"), 1, 1);
  writeFileSync(path.join(root, "notes.md"), "more");
  expect(print(["lock.json", "app"])).toBe(before);
});

test("fingerprint(root, names) changes with a text, a name, a new file, a missing file and a fact", () => {
  const prints = [print(), print(undefined, ["linux"])];
  writeFileSync(path.join(root, "app/deep/route.ts"), "twO");
  prints.push(print());
  writeFileSync(path.join(root, "app/new.ts"), "");
  prints.push(print());
  rmSync(path.join(root, "app/page.tsx"));
  prints.push(print());
  expect(new Set(prints).size).toBe(prints.length);
});

test("fingerprint(root, names) tells apart any two sets of files", () => {
  const files = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.string({ maxLength: 4 }), { maxKeys: 4 });
  fc.assert(
    fc.property(files, files, (a, b) => {
      const prints = [a, b].map((each) => {
        const folder = mkdtempSync(path.join(root, "any-"));
        for (const [name, text] of Object.entries(each)) writeFileSync(path.join(folder, name), text);
        return fingerprint(folder, readdirSync(folder));
      });
      expect(prints[0] === prints[1]).toBe(
        isDeepStrictEqual(new Map(Object.entries(a)), new Map(Object.entries(b))),
      );
    }),
    { numRuns: 50 },
  );
});

test("stampAfter(file, print, step) leaves no stamp when the step fails", async () => {
  const file = path.join(root, ".stamp");
  await stampAfter(file, "a", () => Promise.resolve());
  expect(isStamped(file, "a")).toBe(true);
  expect(isStamped(file, "b")).toBe(false);
  await expect(stampAfter(file, "b", () => Promise.reject(new Error("cut short")))).rejects.toThrow(
    "cut short",
  );
  expect(isStamped(file, "a")).toBe(false);
});
