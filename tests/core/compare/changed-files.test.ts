import { expect, test } from "vitest";
import { changedFiles } from "../../../lib/core/compare/changed-files.ts";

const file = (path: string, sha256 = "ab") => ({ path, sha256 });

test("changedFiles(before, after) names files with other bytes, new ones and gone ones", () => {
  const before = [file("a"), file("b"), file("c")];
  const after = [file("a"), file("b", "cd"), file("d")];
  expect(changedFiles(before, after)).toEqual(["b", "c", "d"]);
  expect(changedFiles(before, before)).toEqual([]);
});
