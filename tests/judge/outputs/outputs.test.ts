import { describe, expect, test } from "vitest";
import type { Verdict } from "../../../lib/core/tree.ts";
import { countOutputs } from "./count-outputs.ts";
import { isHeldOut } from "./is-held-out.ts";
import { readCorrections } from "./read-corrections.ts";
import { readChoices, type OutputRecord } from "./read-outputs.ts";

test("isHeldOut(file, row) holds out about a fifth, and always the same one", () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => index + 1);
  const heldOut = rows.filter((row) => isHeldOut("some_file", row));
  expect(heldOut.length).toBeGreaterThan(1_850);
  expect(heldOut.length).toBeLessThan(2_150);
  expect(heldOut.slice(0, 8)).toEqual(rows.filter((row) => isHeldOut("some_file", row)).slice(0, 8));
});

test("readCorrections() corrects each record once and says why", () => {
  const corrections = [...readCorrections().values()];
  expect(corrections.length).toBeGreaterThan(200);
  for (const { says, why } of corrections) {
    expect(["right", "wrong", "unreadable"]).toContain(says);
    expect(why.length).toBeGreaterThan(20);
  }
});

describe("readChoices(question)", () => {
  test("reads options on one line", () => {
    expect(readChoices("Which? Answer Choices: (A) a (b) thing (B) not (A) (C) 3")).toEqual([
      { label: "A", text: "a (b) thing" },
      { label: "B", text: "not (A)" },
      { label: "C", text: "3" },
    ]);
  });

  test("reads options a line each, and none out of prose", () => {
    expect(readChoices("Which?\nA. red \nB. blue\n")).toEqual([
      { label: "A", text: "red" },
      { label: "B", text: "blue" },
    ]);
    expect(readChoices("A. Smith (D) is tall.")).toEqual([]);
  });
});

test("countOutputs(judged, corrections) counts by flag, and again as corrected", () => {
  const item = (row: number, flag: OutputRecord["flag"], verdict: Verdict | null) => ({
    record: { file: "f", row, input: { task: "math" as const, text: "", gold: "" }, flag },
    verdict,
  });
  const judged = [
    item(1, "right", "correct"),
    item(2, "wrong", "correct"),
    item(3, "wrong", "correct"),
    item(4, "right", "incorrect"),
    item(5, "right", "unknown"),
    item(6, "wrong", "unknown"),
    item(7, "wrong", null),
  ];
  const corrections = new Map([
    ["f:2", { says: "right" as const, why: "" }],
    ["f:6", { says: "unreadable" as const, why: "" }],
  ]);
  expect(countOutputs(judged, corrections)).toEqual({
    rows: 6,
    rightCorrect: 1,
    rightIncorrect: 1,
    rightUnknown: 1,
    wrongCorrect: 2,
    wrongIncorrect: 0,
    wrongUnknown: 1,
    wronglyCorrect: 1,
    wronglyIncorrect: 1,
    unknownThoughReadable: 1,
  });
});
