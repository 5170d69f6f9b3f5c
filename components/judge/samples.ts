import type { Dataset } from "@/lib/http/wire/datasets.ts";

export type Sample = {
  readonly name: string;
  readonly task: Dataset["task"];
  readonly text: string;
  readonly gold: string;
  /** "A: text" a line, for choices. */
  readonly choices?: string;
};

/** Our own short texts, one for each way an answer can stand in them. */
export const samples: readonly Sample[] = [
  {
    name: "A right number",
    task: "gsm8k",
    text: "Each of the 16 sacks holds 75 kg of malt, so there are 16 × 75 = 1,200 kg.\n\nFinal Answer: 1,200 kg",
    gold: "1200",
  },
  {
    name: "A slip",
    task: "gsm8k",
    text: "The kiln takes 18 trays, and 7 are empty, so 18 − 7 = 12 trays are full.\n\nFinal Answer: 12",
    gold: "11",
  },
  {
    name: "No answer",
    task: "gsm8k",
    text: "I would first find how much barley is left after germination and then",
    gold: "36",
  },
  {
    name: "Another form",
    task: "math",
    text: "The probability is $\\boxed{\\frac{3}{4}}$.",
    gold: "0.75",
  },
  {
    name: "Algebra",
    task: "math",
    text: "Expanding the square gives $\\boxed{x^2 + 2x + 1}$.",
    gold: "(x+1)^2",
  },
  {
    name: "A choice",
    task: "csqa",
    text: "Barley is dried in a kiln, so the answer is (B).",
    gold: "B",
    choices: "A: cellar\nB: kiln\nC: barn",
  },
  {
    name: "A short text",
    task: "hotpotqa",
    text: "The brewery stands on the river Tamar.\nFinal Answer: The river Tamar.",
    gold: "River Tamar",
  },
];
