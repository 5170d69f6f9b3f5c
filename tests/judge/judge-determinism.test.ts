import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { tasks } from "../../lib/core/tree.ts";
import { judgeAnswer } from "../../lib/judge/judge-answer.ts";
import type { JudgeInput } from "../../lib/judge/judgement.ts";
import { createJudgePool } from "../../lib/judge/pool.ts";

const pools = [createJudgePool({ size: 1 }), createJudgePool({ size: 1 })];
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
});

const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
const piece = fc.oneof(
  fc.constantFrom(
    "\\boxed{",
    "}",
    "{",
    "\\frac",
    "\\sqrt",
    "^",
    "_",
    "$",
    "(",
    ")",
    "[",
    ",",
    "=",
    "<",
    "\\pm",
  ),
  fc.constantFrom(
    "#### ",
    "The answer is ",
    "Final Answer: ",
    "\n",
    ".",
    " or ",
    "</think>",
    "\\text{",
    "\\%",
    " km",
  ),
  fc.constantFrom(
    "x",
    "y",
    "A",
    "B",
    "0",
    "1",
    "7",
    "42",
    "0.5",
    "\\pi",
    "e",
    "i",
    "sin",
    "\\infty",
    "\u200f",
    "\0",
  ),
  unit,
);
const text = fc.oneof(
  fc.array(piece, { maxLength: 40 }).map((parts) => parts.join("")),
  fc.array(piece, { maxLength: 12 }).map((parts) => `\\boxed{${parts.join("")}}`),
  fc.array(unit, { maxLength: 60 }).map((units) => units.join("")),
);
const anyInput: fc.Arbitrary<JudgeInput> = fc.record({
  task: fc.constantFrom(...tasks),
  text,
  gold: text,
  isTruncated: fc.boolean(),
});

/** All that was said of a text, as bytes; how long it took is no part of that. */
const bytes = (judgement: unknown): string =>
  JSON.stringify(judgement, (key, value: unknown) => (key === "elapsedMs" ? undefined : value));

test("judge(any text, any gold) gives the same bytes again, in another order and in another worker", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyInput, { minLength: 1, maxLength: 64 }), async (inputs) => {
      const backwards = inputs.toReversed();
      const [first, second, reversed] = await Promise.all([
        pools[0]?.judgeMany(inputs),
        pools[1]?.judgeMany(inputs),
        pools[1]?.judgeMany(backwards),
      ]);
      expect(second?.map(bytes)).toEqual(first?.map(bytes));
      expect(reversed?.toReversed().map(bytes)).toEqual(first?.map(bytes));
      for (const judgement of first ?? []) {
        expect(["correct", "incorrect", "unknown"]).toContain(judgement.verdict);
        expect(["timeout", "worker-crashed", "failed"]).not.toContain(judgement.reason);
      }
    }),
    { numRuns: 60 },
  );
});

test("judgeAnswer(input) changes nothing in its input", () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const before = JSON.stringify(input);
      judgeAnswer(input);
      expect(JSON.stringify(input)).toBe(before);
    }),
  );
});
