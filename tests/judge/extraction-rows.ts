import type { Task, Verdict } from "../../lib/core/tree.ts";
import type { Reason } from "../../lib/judge/judgement.ts";

/** What a text says, whether that is the gold, and the answer as written; a reason where the row is about one. */
export type ExtractionRow = readonly [
  task: Task,
  text: string,
  gold: string,
  verdict: Verdict,
  raw: string | null,
  reason?: Reason,
];

/** Options for the rows of multiple choice. */
export const choices = ["bank", "river bank", "sea", "library", "none of these"].map((text, index) => ({
  label: "ABCDE"[index] ?? "",
  text,
}));

/** Failures reported of other graders, in texts of our own: the repository and number say which. */
export const reportedFailures: Readonly<Record<string, readonly ExtractionRow[]>> = {
  "ms-swift 10147, a box ends at its own brace": [
    ["math", "So \\boxed{\\frac{5}{8}} of it.", "\\frac58", "correct", "\\frac{5}{8}"],
    ["math", "So \\boxed{\\frac{1}{58}}.", "\\frac{15}{8}", "incorrect", "\\frac{1}{58}"],
    [
      "math",
      "\\boxed{\\left\\{ \\frac{1}{2}, 3 \\right\\}}",
      "\\{3, 0.5\\}",
      "correct",
      "\\left\\{ \\frac{1}{2}, 3 \\right\\}",
    ],
  ],
  "slime 1246, an answer that was cut out already is still one": [
    ["gsm8k", "72", "#### 72", "correct", "72"],
    ["math", "\\frac{7}{2}", "\\boxed{\\frac72}", "correct", "\\frac{7}{2}"],
    ["csqa", "(C)", "C", "correct", "C"],
    ["hotpotqa", "Lake Constance", "Lake Constance", "correct", "Lake Constance"],
  ],
  "sglang 29933, the next question is not this answer's": [
    ["gsm8k", "#### 18\n\nQuestion: Ann has 3 pears.\n#### 3", "18", "correct", "18"],
    ["gsm8k", "#### 18\n\nProblem 2: Ann has 3 pears.\nThe answer is 3.", "18", "correct", "18"],
  ],
  "opencompass 2648, a comma within a number": [
    ["gsm8k", "She earns 8,000 in all.", "8000", "correct", "8,000"],
    ["gsm8k", "The answer is 8,000.", "0", "incorrect", "8,000"],
    ["gsm8k", "The answer is 1234,567 grams.", "1234", "unknown", null, "ambiguous"],
    ["gsm8k", "The answer is 3,14.", "3", "unknown", null, "ambiguous"],
  ],
  "helm 4337, a lone comma or stop is no number": [
    ["gsm8k", "So, she has them all, and that is it.", "0", "unknown", null, "no-answer"],
    ["gsm8k", "The answer is , .", "0", "unknown", null, "empty-answer"],
    ["gsm8k", "That leaves 7, and no more.", "7", "correct", "7"],
  ],
  "openbench 348, a word's first letter is no option": [
    ["csqa", "Answer seems to be hard to tell", "S", "unknown", null],
    ["csqa", "\\boxed{Because}", "B", "unknown", null],
    ["csqa", "The answer is Determined by the tide.", "D", "unknown", null],
  ],
  "lm-evaluation-harness 4188, the article is no option": [
    ["csqa", "A bank is safe, so it is a good place.", "A", "unknown", null],
    ["csqa", "The answer is A river bank.", "A", "incorrect", "river bank"],
    ["csqa", "The answer is E. coli.", "E", "unknown", null],
  ],
  "lm-evaluation-harness 3477, the word boxed in prose": [
    ["math", "I give it \\boxed at the end: \\boxed{12}", "12", "correct", "12"],
    ["math", "The final answer is $12$, put in \\boxed as you asked.", "12", "correct", "12"],
  ],
  "ds4 321, an option that is ruled out is not chosen": [
    ["csqa", "The answer is not (A) but (B).", "B", "correct", "B"],
    ["csqa", "Option A is not the correct choice, option B is the correct one.", "B", "correct", "B"],
    ["csqa", "The answer is not the sea.", "C", "unknown", null, "ambiguous"],
    ["csqa", "The answer is none of A-D.", "D", "unknown", null],
    ["csqa", "The answer is not A or B but C.", "C", "correct", "C"],
    ["csqa", "The answer is B, then C.", "B", "unknown", null, "ambiguous"],
    ["csqa", "Option A is correct? No.", "A", "unknown", null],
  ],
  "marin 9163, a last box that never closes": [
    ["math", "\\boxed{8}, no, wait: \\boxed{\\frac{1}{", "8", "unknown", null, "unbalanced-box"],
    ["gsm8k", "\\boxed{8}, no, wait: \\boxed{1", "8", "unknown", null, "unbalanced-box"],
  ],
};

/** Where an answer stands, and where there is none. */
export const extractionRows: Readonly<Record<string, readonly ExtractionRow[]>> = {
  "boxes within and beside boxes": [
    ["math", "\\boxed{\\boxed{7}}", "7", "correct", "7"],
    ["math", "\\boxed{3 + \\boxed{4}}", "4", "incorrect", "3 + \\boxed{4}"],
    ["math", "\\boxed{\\{7\\}}", "7", "correct", "\\{7\\}"],
    ["math", "So $x=\\boxed{3}$ or $x=\\boxed{9}$.", "9,3", "correct", "\\boxed{3}$ or $x=\\boxed{9}"],
    ["math", "So $x=\\boxed{3}$ or $x=\\boxed{9}$.", "9", "incorrect", "\\boxed{3}$ or $x=\\boxed{9}"],
    [
      "math",
      "\\boxed{1}, \\boxed{2} and \\boxed{3}",
      "1,2,3",
      "correct",
      "\\boxed{1}, \\boxed{2} and \\boxed{3}",
    ],
    ["math", "First \\boxed{3}. And then \\boxed{9}.", "9", "correct", "9"],
    ["math", "\\boxed 7", "7", "correct", "7"],
    ["math", "The length is \\boxed{12} cm.", "12", "correct", "12"],
    ["math", "\\boxed{5} or 6", "5", "unknown", null, "ambiguous"],
    ["math", "So \\boxed{x} = 5.", "x", "unknown", null, "ambiguous"],
    ["math", "$\\boxed{5}$, or in decimals $5.0$", "5", "correct", "5"],
    ["math", "\\boxed{\\text{The answer is } 5}", "5", "correct", "5"],
    ["csqa", "\\boxed{A} or \\boxed{B}", "B", "unknown", null, "ambiguous"],
  ],
  "closing forms of MATH": [
    ["math", "**Therefore, the ratio p/q is 9/25.**\n", "\\frac{9}{25}", "correct", "9/25"],
    ["math", "Hence the value of *f(g(2))* is **-8**. \n", "-8", "correct", "-8"],
    ["math", "Therefore $x = 9$.", "9", "correct", "$x = 9$"],
    ["math", "Therefore, x = 3 or x = 9.", "9", "unknown", null],
    ["math", "Thus x is at least 9.", "9", "unknown", null],
    ["math", "Thus, if x is 3, then y is 7.", "7", "unknown", null],
    ["math", "**Answer:** Tom has **12** more pears than Ann.", "12", "correct", "12"],
    ["math", "**Answer:**\n\nHere is how:\n\n1. Solve.\n\n**(2, 5)** \n", "(2,5)", "correct", "(2, 5)"],
    [
      "math",
      "Write the final answer:\n\nTherefore, (x, y) = (4, -1)",
      "(4,-1)",
      "correct",
      "(x, y) = (4, -1)",
    ],
    ["math", "Final Answer: The roots are $2$ and $3$.", "3,2", "correct", "$2$ and $3$"],
    ["math", "Final Answer: $a=2$, $b=3$", "2", "incorrect", "$a=2$, $b=3$"],
    ["math", "Final Answer: $5$, not $6$", "5", "correct", "5"],
    ["math", "Final Answer: $5$, since $2+3=5$.", "5", "correct", "5"],
    ["math", "Final Answer: The value of $a+b$ is $5$.", "5", "correct", "5"],
    ["math", "Final Answer: The sum of the roots is $5$.", "5", "correct", "5"],
    ["math", "Final Answer: The area is 12π.", "12\\pi", "correct", "12π"],
    ["math", "The answer is not $5$.", "5", "unknown", null, "ambiguous"],
    ["math", "The final answer is the square of $5$.", "5", "unknown", null, "ambiguous"],
    ["math", "The answer is $5$ times $r$.", "5", "unknown", null, "ambiguous"],
    ["math", "The answer is the ordered pair $(1,4)$.", "(1,4)", "correct", "(1,4)"],
    ["math", "\u6545\u7b54\u6848\u4e3a $\\frac{1}{3}$\u3002", "\\frac13", "correct", "\\frac{1}{3}"],
    ["math", "and 3 + 4 = 7 is what we get in the end", "7", "unknown", null, "no-answer"],
  ],
  "numbers of GSM8K": [
    ["gsm8k", "The answer is 12 apples + 5 apples = 17 apples.", "17", "correct", "17"],
    ["gsm8k", "The answer is 12 apples + 5 apples.", "12", "unknown", null, "ambiguous"],
    ["gsm8k", "The answer is 10% of 50, which is 5.", "5", "correct", "5"],
    ["gsm8k", "The answer is 10% of 50.", "10", "unknown", null, "ambiguous"],
    ["gsm8k", "The answer is 20 of the 50 marbles.", "20", "correct", "20"],
    ["gsm8k", "The answer is 5 or 6.", "5", "unknown", null, "ambiguous"],
    ["gsm8k", "The answer is not 5.", "5", "unknown", null, "ambiguous"],
    ["gsm8k", "The answer is 3x.", "3", "unknown", null, "ambiguous"],
    ["gsm8k", "The answer is 2½.", "2", "unknown", null, "ambiguous"],
    ["gsm8k", "The answer is $2\\frac{1}{2}$.", "2", "unknown", null, "ambiguous"],
    ["gsm8k", "The answer is: \n\n4 + 9 = 13", "13", "correct", "13"],
    ["gsm8k", "The answer is  . \n\n4 + 9 = 13 pounds", "13", "correct", "13"],
    ["gsm8k", "The answer is 4:30 with 12 eggs.", "12", "unknown", null, "ambiguous"],
    ["gsm8k", "The answer is - 5", "-5", "correct", "- 5"],
    ["gsm8k", "\\boxed{- 5}", "5", "incorrect", "- 5"],
    ["gsm8k", "The answer is two hundred and six.", "206", "correct", "two hundred and six"],
    ["gsm8k", "The answer is one hundred point five.", "1", "unknown", null, "empty-answer"],
    ["gsm8k", "The answer is \n\n$$\\frac{3}{x}=\\frac{6}{8}$$", "0.75", "unknown", null, "ambiguous"],
    ["gsm8k", "So John has 5 apples left out of 12.", "12", "unknown", null, "no-answer"],
    ["gsm8k", "She bought 3 in 2005. So she has 7 now.", "7", "correct", "7"],
    ["gsm8k", "The answer is 41? No, 42.", "41", "unknown", null, "ambiguous"],
    ["gsm8k", "The answer is minus 5.", "5", "unknown", null, "ambiguous"],
    ["gsm8k", "The answer is 2 dozen.", "2", "unknown", null, "ambiguous"],
    ["gsm8k", "The answer is $\\frac{3}{4}$.", "0.75", "correct", "\\frac{3}{4}"],
    ["gsm8k", "She has 7 now.\n2. Then she sells", "7", "correct", "7"],
    ["gsm8k", "She has 7 now, so next she has:", "7", "unknown", null, "no-answer"],
    ["gsm8k", "That is 7, three times as many.", "7", "correct", "7"],
  ],
  "yes and no": [
    ["hotpotqa", "The answer is No, it cannot.", "no", "correct", "No, it cannot"],
    ["hotpotqa", "The answer is: no one knows.", "no", "unknown", "no one knows"],
    ["hotpotqa", "The answer is yes and no.", "no", "unknown", "yes and no"],
    ["hotpotqa", "The answer is not yes.", "yes", "unknown", "not yes"],
    ["hotpotqa", "The answer is not yes.", "no", "unknown", "not yes"],
    ["hotpotqa", "The answer is No doubt, yes.", "no", "incorrect", "No doubt, yes"],
  ],
  "stops that end no sentence": [
    [
      "hotpotqa",
      "Final Answer: Songs of Rain Vol. 2",
      "Songs of Rain Vol. 2",
      "correct",
      "Songs of Rain Vol. 2",
    ],
    ["hotpotqa", "Final Answer: Mr. Hill. He sang.", "Mr. Hill", "correct", "Mr. Hill"],
    ["gsm8k", "The answer is 3.5. That is all.", "3.5", "correct", "3.5"],
  ],
  "closed and open thoughts": [
    ["math", "<think>\\boxed{1}</think>So \\boxed{2}.", "2", "correct", "2"],
    ["math", "<think>\\boxed{1}</think>So it is.", "1", "unknown", null, "no-answer"],
    ["math", "\\boxed{1}<think>or \\boxed{2}", "1", "unknown", null, "truncated"],
  ],
};
