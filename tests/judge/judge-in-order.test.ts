import { expect, test } from "vitest";
import { judgeInOrder } from "../../lib/judge/judge-in-order.ts";
import type { JudgeInput, Judgement } from "../../lib/judge/judgement.ts";
import { noAnswer } from "../../lib/judge/no-answer.ts";
import type { JudgePool } from "../../lib/judge/pool.ts";

const inputOf = (index: number): JudgeInput => ({ task: "gsm8k", text: `#### ${index}`, gold: "1" });

/** Judges when told to, so that a test says in which order. */
function handPool(): Pick<JudgePool, "judge"> & {
  readonly asked: JudgeInput[];
  answer(index: number): void;
  readonly dropped: JudgeInput[];
} {
  const asked: JudgeInput[] = [];
  const dropped: JudgeInput[] = [];
  const answers: ((judgement: Judgement) => void)[] = [];
  return {
    asked,
    dropped,
    answer: (index) => answers[index]?.(noAnswer("no-answer", String(index))),
    judge: (input, signal) =>
      new Promise((resolve, reject) => {
        asked.push(input);
        answers.push(resolve);
        signal?.addEventListener("abort", () => {
          dropped.push(input);
          reject(new Error("aborted"));
        });
      }),
  };
}

test("judgeInOrder(items) keeps their order and draws no more than `ahead`", async () => {
  const pool = handPool();
  let drawn = 0;
  function* source() {
    for (let index = 0; index < 10; index += 1) {
      drawn += 1;
      yield index;
    }
  }
  const judged = judgeInOrder(pool, source(), inputOf, { ahead: 3 });
  const first = judged.next();
  await expect.poll(() => pool.asked.length).toBe(3);
  expect(drawn).toBe(3);
  for (const index of [2, 1, 0]) pool.answer(index);
  expect((await first).value).toMatchObject([0, { normalizedGold: "0" }]);
  expect(drawn).toBe(3);
  const rest: number[] = [];
  for (let index = 3; index < 10; index += 1) {
    const next = judged.next();
    await expect.poll(() => pool.asked.length).toBe(index + 1);
    pool.answer(index);
    const { value } = await next;
    if (value) rest.push(value[0]);
  }
  for await (const [item] of judged) rest.push(item);
  expect(rest).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
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
  expect(pool.dropped.map(({ text }) => text)).toEqual(["#### 0", "#### 1", "#### 2", "#### 3"]);
});

test("judgeInOrder(items, signal) rejects when aborted", async () => {
  const pool = handPool();
  const leave = new AbortController();
  const next = judgeInOrder(pool, [0, 1], inputOf, { signal: leave.signal }).next();
  await expect.poll(() => pool.asked.length).toBe(2);
  leave.abort();
  await expect(next).rejects.toThrow("aborted");
});
