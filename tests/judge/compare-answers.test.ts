import { describe, expect, test } from "vitest";
import { createComputeEngine } from "../../lib/judge/algebra/compute-engine.ts";
import { judgeAnswer } from "../../lib/judge/judge-answer.ts";
import { workedRows } from "./worked-rows.ts";

const library = createComputeEngine();

for (const [theme, rows] of Object.entries(workedRows))
  describe(`judgeAnswer(answer, gold): ${theme}`, () => {
    for (const [task, answer, gold, verdict, question] of rows)
      test(`${task}: ${answer} against ${gold} is ${verdict}${question ? ` of: ${question}` : ""}`, () => {
        const text = task === "math" ? `Hence $\\boxed{${answer}}$.` : `Final Answer: ${answer}`;
        const input = { task, text, gold, ...(question !== undefined && { question }) };
        expect(judgeAnswer(input).verdict).toBe(verdict);
        expect(judgeAnswer(input, library).verdict).toBe(verdict);
      });
  });

describe("judgeAnswer(answer, gold) says what its verdict rests on", () => {
  const judged = (answer: string, gold: string) =>
    judgeAnswer({ task: "math", text: `\\boxed{${answer}}`, gold }, library);

  test.each([
    ["2+2", "2+2", "string", "equal-string"],
    [String.raw`\sqrt{8}`, String.raw`2\sqrt2`, "exact", "equal-exact"],
    [String.raw`\cos 36^\circ`, String.raw`\frac{1+\sqrt5}{4}`, "exact", "equal-exact"],
    [String.raw`\sin 2x`, String.raw`2\sin x\cos x`, "library", "equal-symbolic"],
    [String.raw`(1,\arctan 1)`, String.raw`(1,\frac{\pi}{4})`, "library", "equal-symbolic"],
    [String.raw`\ln x^2`, String.raw`2\ln x`, "sampling", "equal-sampled"],
    ["1,2", "2,1", "structure", "equal-set"],
    [String.raw`\sin x`, String.raw`\cos x`, "sampling", "different-value"],
    ["(1,2)", "(1,3)", "exact", "different-value"],
    ["(1,2)", "(1,2,3)", "structure", "different-length"],
  ])("%s against %s by %s: %s", (answer, gold, method, reason) => {
    expect(judged(answer, gold)).toMatchObject({ method, reason });
  });

  test("the library is named where equality rests on it, and nowhere else", () => {
    expect(judged(String.raw`\sin 2x`, String.raw`2\sin x\cos x`).library).toEqual({
      name: "@cortex-js/compute-engine",
      version: "0.140.0",
    });
    expect(judged("0.5", String.raw`\frac12`).library).toBeUndefined();
  });

  test.each([
    ["0.5", String.raw`\frac12`, "1/2"],
    ["3,1", String.raw`\{1, 3\}`, "{1, 3}"],
    [String.raw`\left(\tfrac12,-3\right)`, "(0.5,-3)", "(1/2, -3)"],
    [String.raw`35\%`, String.raw`35\text{ percent}`, "35%"],
    [String.raw`1{,}000\text{ metres}`, "1000 meters", "1000 m"],
    [
      String.raw`\begin{bmatrix}0.5&1\end{bmatrix}`,
      String.raw`\begin{pmatrix}\frac12&1\end{pmatrix}`,
      "[[1/2, 1]]",
    ],
  ])("%s and %s are both spelled %s", (answer, gold, spelling) => {
    const { answer: read, normalizedGold } = judged(answer, gold);
    expect([read?.normalized, normalizedGold]).toEqual([spelling, spelling]);
  });
});
