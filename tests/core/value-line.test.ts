import { expect, test } from "vitest";
import { fraction } from "../../lib/core/fraction.ts";
import { writeValueLine } from "../../lib/core/value-line.ts";

const node = (path: string, top?: number, bottom?: number) => ({
  path,
  value: top === undefined ? null : fraction(top, bottom ?? 1),
});

test("writeValueLine(nodes) writes values by place, children in brackets, in path order", () => {
  const nodes = [
    node("2", 1),
    node("1.2", 0),
    node("1", 1, 2),
    node("1.1", 1),
    node("1.10", 2, 4),
    node("1.3"),
  ];
  expect(writeValueLine(nodes, [])).toBe("1/2(1,0,-,,,,,,,1/2),1");
});

test("writeValueLine(nodes, failed) marks what failed and keeps the place of what has not come", () => {
  expect(writeValueLine([node("2"), node("2.2.1", 1), node("2.2", 1)], ["2.3", "3"])).toBe(",-(,1(1),x),x");
  expect(writeValueLine([], [])).toBe("");
});

test("writeValueLine(nodes) does not keep a thousand places free for a number in an import", () => {
  expect(writeValueLine([node("1", 1), node("999999", 0)], []).length).toBeLessThan(100);
});
