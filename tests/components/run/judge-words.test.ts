import { expect, test } from "vitest";
import { judgeChange, judgeName } from "../../../components/run/judge-words.ts";

const judge = (version: string, ruleVersion: number | null = null) => ({ version, ruleVersion, rule: null });

test.each([
  [judge("1"), "version 1"],
  [judge("2", 3), "version 2, rule 3"],
  [judge(""), "a judge that is not known"],
])("judgeName(%o) is %s", (of, words) => expect(judgeName(of)).toBe(words));

test.each([
  [judge("1"), judge("2"), "version 1 to 2"],
  [judge("1", 4), judge("2", 4), "version 1 to 2, rule 4"],
  [judge("2"), judge("2", 1), "version 2: no rule to rule 1"],
  [judge("2", 1), judge("2", 2), "version 2: rule 1 to rule 2"],
  [judge("1", 1), judge("2"), "version 1, rule 1 to version 2"],
  [judge(""), judge("2"), "version ? to 2"],
  [judge("2"), judge("2"), "version 2"],
])("judgeChange from %o to %o is %s", (from, to, words) => expect(judgeChange({ from, to })).toBe(words));
