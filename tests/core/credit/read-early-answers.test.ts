import fc from "fast-check";
import { expect, test } from "vitest";
import { type AnswerNode, readEarlyAnswers } from "../../../lib/core/credit/read-early-answers.ts";
import type { Verdict } from "../../../lib/core/tree.ts";

const verdicts = ["correct", "incorrect", "unknown"] as const;
const anyVerdict = fc.constantFrom<Verdict>(...verdicts);

/** Answers are letters, each judged alike everywhere; people turn all leaves of some letters. */
const anyBulk = fc.record({
  judged: fc.record({ a: anyVerdict, b: anyVerdict, c: anyVerdict }),
  turned: fc.record({ a: fc.option(anyVerdict), b: fc.option(anyVerdict), c: fc.constant(null) }),
  trajectories: fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("a", "b", "c")), {
    minLength: 1,
    maxLength: 12,
  }),
});

test("readEarlyAnswers(nodes) makes up no correction where the last answer says what the first one said", () => {
  fc.assert(
    fc.property(anyBulk, ({ judged, turned, trajectories }) => {
      const nodes = trajectories.flatMap(([early, late], at): AnswerNode[] => [
        { path: `${at + 1}`, isLeaf: false, judged: judged[early], counts: judged[early], answer: early },
        {
          path: `${at + 1}.1`,
          isLeaf: true,
          judged: judged[late],
          counts: turned[late] ?? judged[late],
          answer: ` ${late}`,
        },
      ]);
      const read = readEarlyAnswers(nodes);
      const givenLast = new Set<string>(trajectories.map(([, late]) => late));
      for (const [at, [early, late]] of trajectories.entries()) {
        const first = read.get(`${at + 1}`) ?? judged[early];
        if (early === late) expect(first).toBe(turned[late] ?? judged[late]);
        if (!givenLast.has(early)) expect(first).toBe(judged[early]);
      }
    }),
  );
});

test("readEarlyAnswers(nodes) goes by most leaves that say the same, and by the judge where they are even", () => {
  const early = { path: "1", isLeaf: false, judged: "incorrect", counts: "incorrect", answer: "7" } as const;
  const leaf = (at: number, counts: Verdict, more: Partial<AnswerNode> = {}): AnswerNode => ({
    path: `1.1.${at}`,
    isLeaf: true,
    judged: "incorrect",
    counts,
    answer: "7",
    ...more,
  });
  const readOf = (...leaves: AnswerNode[]) => [...readEarlyAnswers([early, ...leaves])];
  expect(readOf(leaf(1, "correct"), leaf(2, "incorrect"))).toEqual([]);
  expect(readOf(leaf(1, "correct"), leaf(2, "incorrect"), leaf(3, "correct"))).toEqual([["1", "correct"]]);
  expect(readOf(leaf(1, "correct", { answer: "8" }))).toEqual([]);
  expect(readOf(leaf(1, "correct", { judged: "unknown" }))).toEqual([]);
  expect(readOf(leaf(1, "correct", { answer: "" }))).toEqual([]);
});
