import { afterAll, expect, test } from "vitest";
import { refuseSlowRule } from "../../lib/engine/refuse-slow-rule.ts";
import { createJudgePool } from "../../lib/judge/pool.ts";
import type { JudgeRule } from "../../lib/judge/rules/judge-rule.ts";

const judge = createJudgePool({ size: 1, timeoutMs: 400 });
afterAll(() => judge.close());

const ruleOf = (pattern: string): JudgeRule => ({
  kind: "exact",
  extraction: { kind: "regex", pattern, flags: "", group: 0 },
});

test.each([
  "<answer>(.*?)</answer>",
  "(?:the answer is|so)\\s+(.{1,40})",
  "\\s+$",
  "([\\d.,]+)\\s*$",
  "^.*?(\\w+)[.!]?$",
  "(?<=answer: )[^\\n]+",
])("refuseSlowRule(%s) lets it pass", async (pattern) => {
  await refuseSlowRule(judge, ruleOf(pattern));
});

test.each(["(a+)+$", "^(\\w+\\s?)*$", "(.*,){12}x", "(x|xx)+y", "(\\d*)*\\d*z"])(
  "refuseSlowRule(%s) refuses it by its field",
  async (pattern) => {
    await expect(refuseSlowRule(judge, ruleOf(pattern))).rejects.toMatchObject({
      code: "invalid_request",
      errors: [{ path: "rule.extraction.pattern" }],
    });
  },
);

test("a pattern that passed and meets a text of its own kind ends as timeout; the worker comes back", async () => {
  const rule = ruleOf("(?:[qz]+[qz]+)+7");
  const text = `${"q".repeat(60)}!`;
  const [slow, next] = await Promise.all([
    judge.judge({ task: "custom", gold: "q", text, rule }),
    judge.judge({ task: "custom", gold: "qq7", text: "qq7", rule }),
  ]);
  expect(slow).toMatchObject({ verdict: "unknown", reason: "timeout" });
  expect(next.verdict).toBe("correct");
});
