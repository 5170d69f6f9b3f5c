import { judgeAnswer } from "../../lib/judge/judge-answer.ts";
import type { JudgeInput } from "../../lib/judge/judgement.ts";
import { createJudgePool } from "../../lib/judge/pool.ts";

const prose = "Each box holds 12 eggs, so 7 boxes hold 84 of them. ".repeat(20);
const kinds: Readonly<Record<string, (index: number) => JudgeInput>> = {
  "gsm8k, closing form": (index) => ({ task: "gsm8k", text: `${prose}\nFinal Answer: ${index}`, gold: "42" }),
  "gsm8k, last number": (index) => ({ task: "gsm8k", text: `${prose}\nShe has ${index} left`, gold: "42" }),
  "math, fraction": (index) => ({
    task: "math",
    text: `${prose}\n$\\boxed{\\frac{${index}}{7}}$`,
    gold: "\\frac{3}{7}",
  }),
  "math, polynomial": (index) => ({
    task: "math",
    text: `${prose}\n$\\boxed{(x+${index})^6}$`,
    gold: "(x+1)^6",
  }),
  "csqa, letter": (index) => ({
    task: "csqa",
    text: `${prose}\nFinal Answer: ${"ABCDE"[index % 5]}`,
    gold: "B",
  }),
};

const count = 2_000;
const perText = (ms: number): string => `${((ms * 1_000) / count).toFixed(1)} µs`;
const pool = createJudgePool();
await pool.judge({ task: "gsm8k", text: "1", gold: "1" });
const rows = [];
for (const [kind, make] of Object.entries(kinds)) {
  const inputs = Array.from({ length: count }, (_, index) => make(index));
  const alone = performance.now();
  for (const input of inputs) judgeAnswer(input);
  const batch = performance.now();
  await pool.judgeMany(inputs);
  const threes = performance.now();
  for (let index = 0; index < count; index += 3) await pool.judgeMany(inputs.slice(index, index + 3));
  const end = performance.now();
  rows.push({
    kind,
    "on this thread": perText(batch - alone),
    "pool, all at once": perText(threes - batch),
    "pool, three at a time": perText(end - threes),
  });
}
console.table(rows);
await pool.close();
