import { cpus } from "node:os";
import { createComputeEngine } from "../../lib/judge/algebra/compute-engine.ts";
import { judgeAnswer } from "../../lib/judge/judge-answer.ts";
import { judgeInOrder } from "../../lib/judge/judge-in-order.ts";
import type { JudgeInput } from "../../lib/judge/judgement.ts";
import { createJudgePool, type JudgePool } from "../../lib/judge/pool.ts";
import { makeInputs } from "./judge/make-inputs.ts";

// Verdicts a second by kind of text: in this process, in one worker, in two, and in two as a run asks, a group at a time.
const count = 2_000;
const rounds = 3;
/** About so long one way takes in one round; slow kinds are given fewer texts. */
const roundMs = 250;
const groupSize = 3;
const library = createComputeEngine();
const [one, two] = [createJudgePool({ size: 1 }), createJudgePool({ size: 2 })];
const inputs = await makeInputs(count);

async function judgeByGroups(pool: JudgePool, texts: readonly JudgeInput[]): Promise<void> {
  const inFlight = Array.from({ length: 16 }, async (_, lane) => {
    for (let at = lane * groupSize; at < texts.length; at += 16 * groupSize)
      await pool.judgeMany(texts.slice(at, at + groupSize));
  });
  await Promise.all(inFlight);
}

const ways: Readonly<Record<string, (texts: readonly JudgeInput[]) => unknown>> = {
  "in this process": (texts) => texts.forEach((input) => judgeAnswer(input, library)),
  "one worker": (texts) => one.judgeMany(texts),
  "two workers": (texts) => two.judgeMany(texts),
  "two, groups of 3": (texts) => judgeByGroups(two, texts),
};

/** Verdicts a second of each way, the best of some rounds taken in turn. */
async function measure(all: readonly JudgeInput[]): Promise<Record<string, number>> {
  const best: Record<string, number> = {};
  const first = performance.now();
  for (const input of all.slice(0, 50)) judgeAnswer(input, library);
  const perText = (performance.now() - first) / 50;
  const texts = all.slice(0, Math.max(100, Math.round(roundMs / perText)));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, judge] of Object.entries(ways)) {
      const start = performance.now();
      await judge(texts);
      const perSecond = (texts.length * 1_000) / (performance.now() - start);
      best[name] = Math.max(best[name] ?? 0, perSecond);
    }
  return best;
}

await Promise.all([one.warm(), two.warm()]);
const rows = [];
for (const [kind, texts] of inputs) {
  const judgements = await two.judgeMany(texts.slice(0, 200));
  const best = await measure(texts);
  const alone = best["in this process"] ?? 1;
  const byLibrary = judgements.filter(({ method }) => method === "library").length;
  rows.push({
    kind,
    "verdicts/s in this process": Math.round(alone),
    ...Object.fromEntries(
      Object.entries(best)
        .slice(1)
        .map(([name, perSecond]) => [`${name} ×`, (perSecond / alone).toFixed(2)]),
    ),
    "by the library": `${((100 * byLibrary) / judgements.length).toFixed(0)} %`,
  });
}
console.log(
  `${cpus().length} cores, Node ${process.version}; × is the ratio to this process, best of ${rounds}`,
);
console.table(rows);

const many = 50_000;
function* endless(): Generator<JudgeInput> {
  const texts = inputs.get("gsm8k, simulator") ?? [];
  // A text of its own each time, as a store would give it.
  for (let index = 0; index < many; index += 1) {
    const input = texts[index % texts.length];
    if (input) yield { ...input, text: `${index}\n${input.text}` };
  }
}
globalThis.gc?.();
const before = process.memoryUsage().heapUsed;
let [judged, peak] = [0, before];
const start = performance.now();
for await (const _ of judgeInOrder(two, endless(), (input) => input))
  if ((judged += 1) % 5_000 === 0) {
    globalThis.gc?.();
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  }
const seconds = (performance.now() - start) / 1_000;
console.log(
  `${judged} texts drawn as they are judged: ${Math.round(judged / seconds)} a second, ` +
    `${((peak - before) / 2 ** 20).toFixed(1)} MB more in use at its most`,
);
console.log(two.stats());
await Promise.all([one.close(), two.close()]);
