import { afterAll, describe, expect, test } from "vitest";
import { tasks } from "../../lib/core/tree.ts";
import { judgeAnswer } from "../../lib/judge/judge-answer.ts";
import { extractClaim } from "../../lib/judge/extract-claim.ts";
import type { JudgeInput } from "../../lib/judge/judgement.ts";
import { createJudgePool } from "../../lib/judge/pool.ts";

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
  "\\frac{",
  "\\sqrt[",
  "\\left(",
  "^",
  "_{",
  "\\begin{pmatrix}",
  "&",
  "\ud800",
  "\0",
  "\u200f",
  "\r\n",
  "e\u0301",
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
  "one hundred ",
  "10% of ",
  "\\boxed{1}, ",
  "\\boxed{\\boxed{",
  "therefore x = ",
  "not A or ",
  "**1** ",
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

/** Written with `i` in place, so that no two texts of a kind are the same. */
const hostile: Readonly<Record<string, (i: number) => string>> = {
  "a tower of powers": (i) => `9^{9^{${9 + i}}}`,
  "a power of a power of ten": (i) => `10^{10^{1${i}}}`,
  "a great factorial": (i) => `${100_000 + i}!`,
  "nested factorials": (i) => `(((${5 + i})!)!)!`,
  "300 nested fractions": (i) => `${"\\frac{1}{1+".repeat(300)}${i}${"}".repeat(300)}`,
  "5,000 parentheses": (i) => `${"(".repeat(5_000)}${i}${")".repeat(5_000)}`,
  "200 nested roots": (i) => `${"\\sqrt{".repeat(200)}${2 + i}${"}".repeat(200)}`,
  "39 nested roots of sums": (i) => `${"\\sqrt{2+".repeat(39)}${2 + i}${"}".repeat(39)}`,
  "100,000 digits": (i) => `${i + 1}${"7".repeat(100_000)}`,
  "1,000 digits, squared": (i) => `(${i + 1}${"7".repeat(900)})^2`,
  "a long sum": (i) => `\\sum_{n=1}^{1000000000} n^{${i}}`,
  "an endless sum": (i) => `\\sum_{n=1}^{\\infty} \\frac{1}{n^{${i + 2}}}`,
  "a power of a sum": (i) => `(x+y+z+${i})^{200}`,
  "powers of sums": (i) => `(1+x)^{64}(1+y)^{64}(1+z)^{6${i}}`,
  "an inverse of a root of sums": (i) =>
    `\\frac{1}{\\sqrt2+\\sqrt3+\\sqrt5+\\sqrt7+\\sqrt{11}+\\sqrt{13}+\\sqrt{1${i}}}`,
  "a root of a great semiprime": (i) => `\\sqrt{${1_000_003n * 1_000_033n * 10n ** 40n + BigInt(i)}}`,
  "sines of sines": (i) => `${"\\sin(".repeat(38)}${i}${")".repeat(38)}`,
  "a log of a tower": (i) => `\\log_{2}(2^{2^{2^{2^{${i + 2}}}}})`,
  "64 plus-minus signs": (i) => `${i}${"\\pm 1".repeat(64)}`,
  "a million commas": () => ",".repeat(1_000_000),
  "200,000 braces": (i) => "{".repeat(100_000) + i + "}".repeat(100_000),
  "lone surrogates": () => "\ud800\udc00\udc00\ud800".repeat(200),
  "null bytes": (i) => `${"\0".repeat(500)}${i}`,
  "right-to-left marks": (i) => `${"\u202e\u200f".repeat(300)}${i}`,
  "combining marks": (i) => `a${"\u0301".repeat(1_500)}${i}`,
};

describe("a pool of workers holds against hostile texts and golds", () => {
  const pool = createJudgePool();
  afterAll(() => pool.close());
  const neighbour: JudgeInput = { task: "math", text: "So $\\boxed{\\frac{2}{6}}$.", gold: "\\frac13" };

  test.each(Object.entries(hostile))("%s", async (_, write) => {
    const inputs = [0, 1].flatMap((i): JudgeInput[] => [
      { task: "math", text: `\\boxed{${write(i)}}`, gold: write(i + 2) },
      neighbour,
      { task: "math", text: `\\boxed{${write(i)}}`, gold: "7" },
      { task: "gsm8k", text: `#### ${write(i)}`, gold: `#### ${write(i + 2)}` },
      { task: "hotpotqa", text: `Answer: ${write(i)}`, gold: write(i + 2) },
      {
        task: "csqa",
        text: `Answer: ${write(i)}`,
        gold: write(i + 2),
        choices: [{ label: "A", text: write(i) }],
      },
      { task: "custom", text: write(i), gold: write(i + 2) },
    ]);
    const judgements = await pool.judgeMany(inputs);
    for (const [index, judgement] of judgements.entries()) {
      if (inputs[index] === neighbour) expect(judgement.verdict).toBe("correct");
      else expect(judgement.reason).not.toBe("failed");
    }
  });

  test("none of these ended its worker, save by the time limit", () => {
    const { crashes, timeouts, lostWorkers } = pool.stats();
    expect({ crashes, lostWorkers }).toEqual({ crashes: 0, lostWorkers: timeouts });
  });
});
