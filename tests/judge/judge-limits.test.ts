import { describe, expect, test } from "vitest";
import { tasks } from "../../lib/core/tree.ts";
import { judgeAnswer } from "../../lib/judge/judge-answer.ts";
import { extractClaim } from "../../lib/judge/extract-claim.ts";

const baits: readonly string[] = [
  "a",
  "{",
  "}",
  "$",
  "9,",
  "9",
  " ",
  "\n",
  "\\boxed{",
  "\\boxed{1}",
  "**1",
  "#### ",
  "the answer is ",
  "answer to ",
  "Question:",
  "\nQuestion:",
  "(",
  "[",
  "1 +",
  "-",
  "=",
  "\\frac",
  "\\text{",
  "answer (",
  "final answer\n",
  "A or ",
  "option A ",
  "<think>",
  "</think>",
  "verdict: ",
  "\\(",
  "1/",
  ".5",
  "one ",
  "`",
  "*",
];
const timeOf = (work: () => void): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};
const fastest = (work: () => void): number => Math.min(...[1, 2, 3].map(() => timeOf(work)));

describe("judgeAnswer(100 kB of one bait) grows no faster than its text", () => {
  test.each(baits)("of %j", (bait) => {
    const judgeAll = (length: number) => {
      const text = bait.repeat(Math.ceil(length / bait.length)).slice(0, length);
      for (const task of tasks) judgeAnswer({ task, text, gold: "42" });
      extractClaim(text);
    };
    judgeAll(1_000);
    const [small, large] = [fastest(() => judgeAll(16_000)), fastest(() => judgeAll(64_000))];
    expect(large).toBeLessThan(Math.max(8 * small, 250));
    judgeAll(100_000);
  });
});

describe("judgeAnswer(hostile formula) refuses what it cannot hold", () => {
  test.each([
    "9^{9^{9}}",
    "10^{10^{10}}",
    "100000!",
    "((5!)!)!",
    "2^{99999}",
    "(x+y+z)^{200}",
    `${"(".repeat(5_000 / 3)}1`,
    `${"\\sqrt{".repeat(300)}2${"}".repeat(300)}`,
    "9".repeat(1_900),
    `\\sqrt{${"9".repeat(300)}}`,
    "\\sum_{n=1}^{1000000000} n",
    "\\frac{1}{0}",
    "0^{-1}",
    "0^0",
    "\\binom{5000}{2500}",
    "{".repeat(900) + "}".repeat(900),
    `1${",1".repeat(900)}`,
    "\\begin{pmatrix}" + "1&".repeat(400) + "1\\end{pmatrix}",
    "2^{2^{2^{2^{2}}}}",
    "\\log_{1} 5",
    "\\tan 90^\\circ",
    "(1+x)^{64}(1+y)^{64}(1+z)^{64}",
  ])("%j", (formula) => {
    const judgement = judgeAnswer({ task: "math", text: `\\boxed{${formula}}`, gold: "7" });
    expect(judgement.verdict).not.toBe("correct");
    expect(judgement.reason).not.toBe("failed");
    expect(fastest(() => judgeAnswer({ task: "math", text: `\\boxed{${formula}}`, gold: "7" }))).toBeLessThan(
      1_000,
    );
  });

  test("judgeAnswer(text above 200,000 units) is too large to read", () => {
    expect(judgeAnswer({ task: "gsm8k", text: `${" ".repeat(200_000)}#### 42`, gold: "42" })).toMatchObject({
      verdict: "unknown",
      reason: "too-large",
    });
  });

  test("judgeAnswer(a long text) reads its last 64 ki units", () => {
    expect(judgeAnswer({ task: "gsm8k", text: `${"so ".repeat(50_000)}#### 42`, gold: "42" }).verdict).toBe(
      "correct",
    );
  });
});
