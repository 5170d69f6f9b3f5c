import { afterAll, expect, test } from "vitest";
import { createJudgePool } from "../../lib/judge/pool.ts";

const pool = createJudgePool({ size: 1 });
afterAll(() => pool.close());

test("judgeMany(inputs) asks the algebra library where exact rules cannot tell, and its loading is no text's time", async () => {
  const judgements = await pool.judgeMany([
    { task: "math", text: "\\boxed{0.5}", gold: "\\frac12" },
    { task: "math", text: "\\boxed{\\sin 2x}", gold: "2\\sin x\\cos x" },
    { task: "math", text: "\\boxed{\\sin 2x}", gold: "2\\sin x" },
  ]);
  expect(judgements.map(({ verdict, method, library }) => [verdict, method, library?.version])).toEqual([
    ["correct", "exact", undefined],
    ["correct", "library", "0.140.0"],
    ["incorrect", "sampling", undefined],
  ]);
});
