import { expect, test } from "vitest";
import { describeRule } from "../../../components/rules/describe-rule.ts";
import { draftOf, ruleOf } from "../../../components/rules/rule-draft.ts";
import { JudgeRule } from "../../../lib/http/wire/judge-rules.ts";

const pattern = { pattern: "<a>(.*)</a>", flags: "im", group: 1 };
const rules = [
  { kind: "exact" },
  { kind: "folded", ignoreCase: false, ignorePunctuation: false, extraction: { kind: "whole" } },
  { kind: "numeric", absolute: "0.01", extraction: { kind: "after", marker: "So: " } },
  { kind: "numeric", relative: "0.5", absolute: "3", extraction: { kind: "last_line" } },
  { kind: "regex", ...pattern, readsGold: true, compare: { kind: "numeric", absolute: "1" } },
  { kind: "regex", ...pattern, flags: "", extraction: { kind: "regex", ...pattern } },
  { kind: "accepted", list: { kind: "json" }, compare: { kind: "exact" } },
  { kind: "accepted", list: { kind: "separator", separator: ";" } },
  { kind: "f1", threshold: "0.75" },
].map((rule) => JudgeRule.parse(rule));

test.each(rules)("draftOf(%j) gives fields that make the same rule", (rule) => {
  expect(ruleOf(draftOf(rule))).toEqual({ rule });
});

test("ruleOf(draft) names what is wrong by the rule's own fields", () => {
  const pathsOf = (fields: Partial<ReturnType<typeof draftOf>>) => {
    const made = ruleOf({ ...draftOf(null), ...fields });
    return "issues" in made ? made.issues.map(({ path }) => path.join(".")) : [];
  };
  expect(pathsOf({})).toEqual([]);
  expect(pathsOf({ place: "after", marker: "  " })).toEqual(["extraction.marker"]);
  expect(pathsOf({ kind: "numeric", absolute: "a bit" })).toEqual(["absolute"]);
  expect(
    pathsOf({
      kind: "regex",
      ownPattern: { pattern: "[a", isCaseIgnored: false, isMultiline: false, group: "0" },
    }),
  ).toEqual(["pattern"]);
  expect(
    pathsOf({
      place: "regex",
      placePattern: { pattern: "(a)", isCaseIgnored: false, isMultiline: false, group: "2" },
    }),
  ).toEqual(["extraction.group"]);
  expect(pathsOf({ kind: "f1", threshold: "1.2" })).toEqual(["threshold"]);
});

test("describeRule(rule) says different rules differently, with the bounds as written", () => {
  expect(new Set(rules.map(describeRule)).size).toBe(rules.length);
  expect(describeRule(rules[2]!)).toContain("0.01");
  expect(describeRule(rules[4]!)).toContain("/<a>(.*)</a>/im");
});
