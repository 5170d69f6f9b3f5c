import type { Task } from "../core/tree.ts";

/** How each task wants its answer written, so that the judge can read it. */
const answerLine: Readonly<Record<Task, string>> = {
  gsm8k: "Final Answer: <the number alone, without a unit>",
  math: "Final Answer: $\\boxed{<the answer>}$",
  csqa: "Final Answer: <the letter of your choice>",
  hotpotqa: "Final Answer: <the answer in as few words as possible>",
  custom: "Final Answer: <the answer alone>",
};

const how: Readonly<Record<Task, string>> = {
  gsm8k: "Work through it one step at a time and write out each calculation.",
  math: "Work through it one step at a time, give reasons for each step and keep values exact.",
  csqa: "Weigh the choices one by one and say why the best one fits better than the others.",
  hotpotqa: "Name the facts that are needed, put them together, and draw the conclusion.",
  custom: "Think it through one step at a time before you answer.",
};

/** How to work on a question of the task, and the form of its last line, as a template's end says it to a model. */
export const askForAnswer = (task: Task): string =>
  `${how[task]} Close with a line of its own in this form:\n${answerLine[task]}`;
