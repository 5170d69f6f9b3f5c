import type { JudgeInput } from "../../../lib/judge/judgement.ts";
import { makeProblems } from "../../../lib/simulator/problems.ts";
import { createSimulator } from "../../../lib/simulator/server.ts";

const prose = "First we look at what is given, and then at what is asked. ".repeat(20);
const polynomial = (index: number): string => `(x+${index % 9})^{${2 + (index % 5)}}`;
const root = (index: number): string => `\\sqrt{${2 + (index % 7)}+\\sqrt{${3 + (index % 11)}}}`;

/** A kind of text, as many of it as are asked for. */
const written: Readonly<Record<string, (index: number) => JudgeInput>> = {
  "gsm8k, last number": (index) => ({ task: "gsm8k", text: `${prose}\nShe has ${index} left`, gold: "42" }),
  "math, fraction": (index) => ({
    task: "math",
    text: `${prose}\n$\\boxed{\\frac{${index}}{7}}$`,
    gold: "\\frac{3}{7}",
  }),
  "math, polynomial": (index) => ({
    task: "math",
    text: `${prose}\n$\\boxed{${polynomial(index)}}$`,
    gold: polynomial(index + 9),
  }),
  "math, nested root (library)": (index) => ({
    task: "math",
    text: `${prose}\n$\\boxed{${root(index)}\\cdot\\sin(x)^2+${root(index)}\\cdot\\cos(x)^2}$`,
    gold: root(index),
  }),
  "math, set of pairs": (index) => ({
    task: "math",
    text: `${prose}\n$\\boxed{(${index}, 2), (3, \\tfrac{1}{2})}$`,
    gold: "(3,0.5),(7,2)",
  }),
  "csqa, letter": (index) => ({
    task: "csqa",
    text: `${prose}\nFinal Answer: ${"ABCDE"[index % 5]}`,
    gold: "B",
  }),
  "hotpotqa, phrase": (index) => ({
    task: "hotpotqa",
    text: `${prose}\nFinal Answer: the town of Ashby ${index}`,
    gold: "Ashby 7",
  }),
};

/** Answers of the simulator to its own word problems: what a run of the demo judges. */
async function simulated(count: number): Promise<JudgeInput[]> {
  const problems = makeProblems({ count: Math.ceil(count / 8), seed: 1 });
  const { handle } = createSimulator({ now: () => 0, random: () => 0.5, pace: 0 });
  const inputs: JudgeInput[] = [];
  for (const { question, answer } of problems) {
    const body = JSON.stringify({
      model: "maltsim-base",
      n: 8,
      seed: 1,
      messages: [{ role: "user", content: `${question}\n\nWork it out.` }],
    });
    const response = await handle(
      new Request("http://simulator/v1/chat/completions", { method: "POST", body }),
    );
    const { choices } = (await response.json()) as { choices: { message: { content: string } }[] };
    for (const { message } of choices)
      inputs.push({ task: "gsm8k", text: message.content, gold: answer.slice(answer.lastIndexOf("####")) });
  }
  return inputs.slice(0, count);
}

/** `count` texts of each kind, by its name; the same each time. */
export async function makeInputs(count: number): Promise<Map<string, JudgeInput[]>> {
  const inputs = new Map([["gsm8k, simulator", await simulated(count)]]);
  for (const [kind, write] of Object.entries(written))
    inputs.set(
      kind,
      Array.from({ length: count }, (_, index) => write(index)),
    );
  return inputs;
}
