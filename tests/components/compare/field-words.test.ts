import { expect, test } from "vitest";
import { isLongText, nameField, printValue } from "../../../components/compare/field-words.ts";

const roles = [
  { name: "x", letter: "X", title: "Ex", depth: 1, isJudged: true, isLeaf: true, isClaiming: false },
];
const nameOf = (path: string) => {
  const { role, name } = nameField({ path, a: 1, b: 2, isSame: false }, roles);
  return [role?.letter ?? null, name];
};

test("nameField(field) tells whose field it is and calls it as the screens do", () => {
  expect(nameOf("roles.x.temperature")).toEqual(["X", "Temperature"]);
  expect(nameOf("roles.x.extraBody.top_k")).toEqual(["X", "extraBody · top_k"]);
  expect(nameOf("branching.x")).toEqual(["X", "Branching"]);
  expect(nameOf("judge.version")).toEqual([null, "Judge: version"]);
  expect(nameOf("unheard")).toEqual([null, "unheard"]);
});

test("printValue prints what is not set as a dash; isLongText finds what is read word by word", () => {
  expect([null, "", 0, "a", ["b"]].map(printValue)).toEqual(["–", "–", "0", "a", '["b"]']);
  expect(isLongText({ path: "p", a: null, b: "two\nlines", isSame: false })).toBe(true);
  expect(isLongText({ path: "p", a: "short", b: 5, isSame: false })).toBe(false);
});
