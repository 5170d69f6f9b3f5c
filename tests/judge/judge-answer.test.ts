import { describe, expect, test } from "vitest";
import type { Task, Verdict } from "../../lib/core/tree.ts";
import { judgeAnswer } from "../../lib/judge/judge-answer.ts";
import type { Reason } from "../../lib/judge/judgement.ts";
import { equivalenceRows, needsAlgebra } from "./equivalence-rows.ts";

/** The row's answer in the form in which its task closes. */
const closingForm = (task: Task, answer: string): string =>
  task === "math" ? `Hence $\\boxed{${answer}}$.` : `Final Answer: ${answer}`;

describe("judgeAnswer(answer, gold) decides the table of equivalences", () => {
  for (const [row, task, answer, gold, verdict, flag] of equivalenceRows) {
    test(`row ${row}, ${task}: ${answer} against ${gold} is ${verdict}`, () => {
      const judgement = judgeAnswer({ task, text: closingForm(task, answer), gold });
      expect(judgement.verdict).toBe(needsAlgebra.has(row) ? "unknown" : verdict);
      if (flag) expect(judgement.flags).toContain(flag);
    });
  }
});

type Reading = readonly [
  task: Task,
  text: string,
  gold: string,
  verdict: Verdict,
  raw: string | null,
  reason?: Reason,
];

const readings: readonly Reading[] = [
  ["gsm8k", "So 3 * $14 = $42 in total.\n#### 42", "42", "correct", "42"],
  ["gsm8k", "That makes 1,250 grams. The answer is 1,250.", "1250", "correct", "1,250"],
  ["gsm8k", "The answer is 41.", "42", "incorrect", "41"],
  ["gsm8k", "Final Answer: 7 * 6 = 42 apples", "She has 7 * 6 = <<7*6=42>>42.\n#### 42", "correct", "42"],
  ["gsm8k", "The answer is half of 50, which is 25.", "25", "correct", "25"],
  ["gsm8k", "The answer is 25 because 3 of 28 were lost.", "25", "correct", "25"],
  ["gsm8k", "**Final Answer:** **$1,200**", "1200", "correct", "$1,200"],
  ["gsm8k", "### Final Answer\n\n42", "42", "correct", "42"],
  ["gsm8k", "Final Answer: 42\nDouble-check: the answer is correct.", "42", "correct", "42"],
  ["gsm8k", "So the total is **96** dollars.", "96", "correct", "96"],
  ["gsm8k", "She then has 96 dollars.", "96", "correct", "96"],
  ["gsm8k", "Answer: −38,000", "-38000", "correct", "−38,000"],
  ["gsm8k", "答案是42。", "42", "correct", "42"],
  ["gsm8k", "I am not sure how to go on from here", "42", "unknown", null, "no-answer"],
  ["gsm8k", "#### ", "42", "unknown", null, "empty-answer"],
  ["gsm8k", "The answer is 5.\n\nQuestion: What is 2 + 2?\nThe answer is 4.", "5", "correct", "5"],
  ["gsm8k", "<think>maybe 7", "7", "unknown", null, "truncated"],
  ["gsm8k", "<think>The answer is 7.</think>The answer is 8.", "8", "correct", "8"],
  ["gsm8k", "The answer is \\boxed{18}", "18", "correct", "18"],
  ["math", "Thus $\\boxed{\\dfrac{1}{2}}$.", "We find $x = \\boxed{\\frac12}$.", "correct", "\\dfrac{1}{2}"],
  ["math", "Hence $\\boxed{(1,2)}$.", "[1,2]", "incorrect", "(1,2)"],
  ["math", "First \\boxed{3}, or rather \\boxed{\\frac{1}{2", "3", "unknown", null, "unbalanced-box"],
  [
    "math",
    "Now put it \\boxed as asked. The final answer is $\\frac{3}{4}$. I hope it is correct.",
    "\\frac{3}{4}",
    "correct",
    "\\frac{3}{4}",
  ],
  ["math", "The final answer is:\n\n$$\n145\n$$", "145", "correct", "145"],
  ["math", "\\boxed{\\boxed{7}}", "7", "correct", "7"],
  ["math", "and so on up to \\frac{3}{4} of it", "4", "unknown", null, "no-answer"],
  [
    "math",
    "The answer is that it cannot be determined.",
    "4",
    "unknown",
    "that it cannot be determined",
    "abstained",
  ],
  [
    "math",
    "\\boxed{-2, 1+\\sqrt5, 1-\\sqrt5}",
    "\\{1\\pm\\sqrt{5},-2\\}",
    "correct",
    "-2, 1+\\sqrt5, 1-\\sqrt5",
  ],
  ["math", "\\boxed{12^{\\text{th}} \\text{ grade}}", "12", "correct", "12^{\\text{th}} \\text{ grade}"],
  ["math", "\\boxed{12 apples}", "12", "correct", "12 apples"],
  ["math", "\\boxed{C}", "\\text{(C)}", "correct", "C"],
  [
    "math",
    "\\boxed{\\begin{pmatrix} -1 & 0 \\\\ 0 & -1 \\end{pmatrix}}",
    "\\begin{bmatrix}-1&0\\\\0&-1\\end{bmatrix}",
    "correct",
    "\\begin{pmatrix} -1 & 0 \\\\ 0 & -1 \\end{pmatrix}",
  ],
  ["math", "**Answer:**  (x, y) =  **(15, -11)**", "(15,-11)", "correct", "(x, y) =  **(15, -11)"],
  ["math", "\\boxed{5m}", "5\\text{ m}", "correct", "5m"],
  ["math", "\\boxed{500\\text{ cm}}", "5\\text{ m}", "correct", "500\\text{ cm}"],
  ["math", "\\boxed{10 \\text{ square units}}", "10\\text{ units}^2", "correct", "10 \\text{ square units}"],
  ["math", "\\boxed{y=3x}", "f(x)=3x", "correct", "y=3x"],
  ["math", "\\boxed{2+3=5}", "5", "correct", "2+3=5"],
  ["math", "\\boxed{\\text{it is even}}", "\\text{even}", "unknown", "\\text{it is even}", "ambiguous"],
  ["math", "\\boxed{\\text{not even}}", "\\text{even}", "incorrect", "\\text{not even}"],
  ["math", "\\boxed{\\frac{2469}{20{,}000}}", "0.12345", "correct", "\\frac{2469}{20{,}000}"],
  ["math", "\\boxed{5} The final answer is in simplest form.", "5", "correct", "5"],
  ["gsm8k", "She leaves at 4:30 with 12 eggs.", "12", "correct", "12"],
  ["gsm8k", "The answer is 4:30.", "4", "unknown", null, "ambiguous"],
  ["hotpotqa", "The answer is most likely No.", "no", "correct", "most likely No"],
  ["gsm8k", "Final answer - 12", "12", "correct", "12"],
  ["gsm8k", "Final Answer: 1 hour and 30 minutes", "90", "unknown", null, "ambiguous"],
  ["gsm8k", "Final Answer: She has 5 apples left out of 12.", "5", "unknown", null, "ambiguous"],
  ["math", "Final Answer: The maximum value is 7.", "7", "correct", "7"],
  ["csqa", "Final Answer: B. bank", "B", "correct", "B"],
  ["csqa", "The best choice is C.", "C", "correct", "C"],
  ["custom", "#### Paris", "Paris", "correct", "Paris"],
  ["csqa", "A bank keeps money safe.\nFinal Answer: B", "B", "correct", "B"],
  ["csqa", "The answer is not A but B.", "B", "correct", "B"],
  ["csqa", "The answer is probably (A), (B), (C), or (D).", "A", "unknown", null, "ambiguous"],
  ["csqa", "The answer is either A or B.", "A", "unknown", null, "ambiguous"],
  ["csqa", "Answer seems obvious. Bring E. coli.", "E", "unknown", null],
  ["csqa", "\\boxed{\\text{B}}", "(B)", "correct", "B"],
  ["csqa", "Option C is the correct choice.", "C", "correct", "C"],
  ["csqa", "c", "C", "correct", "c"],
  ["csqa", "Because a bank is safe", "B", "unknown", null, "no-answer"],
  ["hotpotqa", "They met at sea. Final Answer: The Red Sea.", "Red Sea", "correct", "The Red Sea"],
  ["hotpotqa", "Red Sea", "Red Sea", "correct", "Red Sea"],
  ["hotpotqa", "Final Answer: St. Louis, Missouri", "St. Louis", "unknown", "St. Louis, Missouri"],
  ["custom", "Final Answer: 3.50", "3.5", "correct", "3.50"],
  ["custom", "Final Answer:  Blue   Whale", "blue whale", "correct", "Blue   Whale"],
  ["custom", "Final Answer: $x^2+1$", "1+x^2", "correct", "x^2+1"],
];

describe("judgeAnswer(text, gold) reads the answer where it stands", () => {
  for (const [task, text, gold, verdict, raw, reason] of readings) {
    test(`${task}: ${JSON.stringify(text)} against ${JSON.stringify(gold)} is ${verdict}`, () => {
      const judgement = judgeAnswer({ task, text, gold });
      expect(judgement).toMatchObject({ verdict, ...(reason && { reason }) });
      expect(judgement.answer?.raw ?? null).toBe(raw);
      if (judgement.answer)
        expect(text.slice(judgement.answer.start, judgement.answer.end)).toBe(judgement.answer.raw);
    });
  }

  test("judgeAnswer(text cut by the token limit) believes a box or a closing form, never the last number", () => {
    const cut = (text: string) => judgeAnswer({ task: "gsm8k", text, gold: "42", isTruncated: true });
    expect(cut("She has 40 and then 42")).toMatchObject({
      verdict: "unknown",
      reason: "truncated",
      answer: null,
    });
    expect(cut("#### 42\nAnd now")).toMatchObject({ verdict: "correct" });
  });

  test("judgeAnswer(box and a later, different closing form) judges the later one and says so", () => {
    const judgement = judgeAnswer({
      task: "gsm8k",
      text: "So \\boxed{41}. Wait: the answer is 42.",
      gold: "42",
    });
    expect(judgement).toMatchObject({
      verdict: "correct",
      conflict: true,
      alternatives: [{ raw: "41", tier: "box" }],
    });
  });

  test("judgeAnswer(equal value in another form) is correct and says so", () => {
    const flagsOf = (answer: string, gold: string) =>
      judgeAnswer({ task: "math", text: `\\boxed{${answer}}`, gold });
    expect(flagsOf("\\frac{2}{4}", "\\frac{1}{2}")).toMatchObject({ verdict: "correct", flags: ["form"] });
    expect(flagsOf("(x+1)^2", "x^2+2x+1")).toMatchObject({ verdict: "correct", flags: ["form"] });
    expect(flagsOf("0.5", "\\frac{1}{2}")).toMatchObject({ verdict: "correct", flags: [] });
  });

  test("judgeAnswer(box and a later closing form of equal value) sees no conflict", () => {
    expect(
      judgeAnswer({ task: "math", text: "\\boxed{\\frac12}. The answer is 0.5.", gold: "0.5" }),
    ).toMatchObject({ conflict: false, tier: "box" });
  });

  test("judgeAnswer(the last number alone) is weak", () => {
    expect(judgeAnswer({ task: "gsm8k", text: "She has 42 now.", gold: "42" })).toMatchObject({
      weak: true,
      flags: ["last-number"],
    });
  });

  test("judgeAnswer(csqa with choices) takes the option whose words close the text", () => {
    const choices = [
      { label: "A", text: "bank" },
      { label: "B", text: "river bank" },
      { label: "C", text: "sea" },
    ];
    expect(
      judgeAnswer({ task: "csqa", text: "Final Answer: the river bank.", gold: "B", choices }),
    ).toMatchObject({ verdict: "correct", answer: { raw: "river bank", normalized: "B" } });
  });

  test("judgeAnswer(hotpotqa) stores F1 and leaves near matches to a person", () => {
    const judgement = judgeAnswer({
      task: "hotpotqa",
      text: "Final Answer: William Henry James Smith Junior",
      gold: "William Henry James Smith",
    });
    expect(judgement.verdict).toBe("unknown");
    expect(judgement.f1).toBeCloseTo(8 / 9);
  });
});
