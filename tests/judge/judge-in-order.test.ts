import { expect, test } from "vitest";
import { judgeInOrder } from "../../lib/judge/judge-in-order.ts";
import type { JudgeInput, Judgement } from "../../lib/judge/judgement.ts";
import { noAnswer } from "../../lib/judge/no-answer.ts";
import type { JudgePool } from "../../lib/judge/pool.ts";

const inputOf = (index: number): JudgeInput => ({ task: "gsm8k", text: `#### ${index}`, gold: "1" });

/** Judges a batch when told to, so that a test says in which order. */
function handPool(): Pick<JudgePool, "judgeMany"> & {
  readonly asked: (readonly JudgeInput[])[];
  answer(batch: number): void;
  readonly dropped: (readonly JudgeInput[])[];
} {
  const asked: (readonly JudgeInput[])[] = [];
  const dropped: (readonly JudgeInput[])[] = [];
  const answers: ((judgements: Judgement[]) => void)[] = [];
  return {
    asked,
    dropped,
    answer: (batch) => answers[batch]?.((asked[batch] ?? []).map(({ text }) => noAnswer("no-answer", text))),
    judgeMany: (inputs, signal) =>
      new Promise((resolve, reject) => {
        asked.push(inputs);
        answers.push(resolve);
        signal?.addEventListener("abort", () => {
          dropped.push(inputs);
          reject(new Error("aborted"));
        });
      }),
  };
}

test("judgeInOrder(items) keeps their order and holds no more than `ahead`", async () => {
  const pool = handPool();
  let drawn = 0;
  function* source() {
    for (let index = 0; index < 21; index += 1) {
      drawn += 1;
      yield index;
    }
  }
  const judged = judgeInOrder(pool, source(), inputOf, { ahead: 8 });
  const first = judged.next();
  await expect.poll(() => pool.asked.length).toBe(4);
  expect(drawn).toBe(8);
  for (const batch of [3, 2, 1, 0]) pool.answer(batch);
  expect((await first).value).toMatchObject([0, { normalizedGold: "#### 0" }]);
  expect(drawn).toBe(8);
  const rest: number[] = [];
  const answerAll = setInterval(() => pool.asked.forEach((_, batch) => pool.answer(batch)), 1);
  for await (const [item, { normalizedGold }] of judged) {
    expect(normalizedGold).toBe(`#### ${item}`);
    expect(drawn - item).toBeLessThanOrEqual(8 + 1);
    rest.push(item);
  }
  clearInterval(answerAll);
  expect(rest).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

test("judgeInOrder(items) left early drops what it had drawn and ends its source", async () => {
  const pool = handPool();
  let isEnded = false;
  async function* source() {
    try {
      for (let index = 0; ; index += 1) yield index;
    } finally {
      isEnded = true;
    }
  }
  const judged = judgeInOrder(pool, source(), inputOf, { ahead: 4 });
  const first = judged.next();
  await expect.poll(() => pool.asked.length).toBe(4);
  pool.answer(0);
  await first;
  await judged.return(undefined);
  expect(isEnded).toBe(true);
  expect(pool.dropped.flat().map(({ text }) => text)).toEqual(["#### 0", "#### 1", "#### 2", "#### 3"]);
});

test("judgeInOrder(items, signal) rejects when aborted", async () => {
  const pool = handPool();
  const leave = new AbortController();
  const next = judgeInOrder(pool, [0, 1], inputOf, { signal: leave.signal }).next();
  await expect.poll(() => pool.asked.length).toBe(1);
  leave.abort();
  await expect(next).rejects.toThrow("aborted");
});
