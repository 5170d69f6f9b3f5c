import fc from "fast-check";
import { expect, test } from "vitest";
import { matchQuestions } from "../../../lib/core/compare/match-questions.ts";

const ask = (questionId: string, text?: string, gold = "1") => ({ questionId, text, gold });

test("matchQuestions(a, b) matches by id, then by words and gold", () => {
  const found = matchQuestions(
    [ask("q1", "How many?"), ask("q2", "How  far\nis it? "), ask("q3", "Who?"), ask("q4", "When?", "1")],
    [ask("x9", "How far is it?"), ask("q1", "How many?"), ask("x8", "Why?"), ask("x7", "When?", "2")],
  );
  expect(found).toEqual({
    matched: [
      { a: 0, b: 1, by: "id" },
      { a: 1, b: 0, by: "text" },
    ],
    onlyA: [2, 3],
    onlyB: [2, 3],
    otherGold: 1,
  });
});

test("matchQuestions(a, b) without words matches by id alone", () => {
  expect(matchQuestions([{ questionId: "q1" }], [{ questionId: "q2" }])).toEqual({
    matched: [],
    onlyA: [0],
    onlyB: [0],
    otherGold: 0,
  });
});

test("matchQuestions(a, b) matches what is asked twice in order", () => {
  const { matched, onlyA } = matchQuestions(
    [ask("a1", "Same?"), ask("a2", "Same?"), ask("a3", "Same?")],
    [ask("b1", "Same?"), ask("b2", "Same?")],
  );
  expect(matched.map(({ a, b }) => [a, b])).toEqual([
    [0, 0],
    [1, 1],
  ]);
  expect(onlyA).toEqual([2]);
});

test("matchQuestions(a, b) uses each question once, whichever side is called A", () => {
  const anyQuestions = fc.array(
    fc.record({
      questionId: fc.constantFrom("1", "2", "3", "4"),
      text: fc.constantFrom("x", "y", "z"),
      gold: fc.constantFrom("1", "2"),
    }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(anyQuestions, anyQuestions, (a, b) => {
      const { matched, onlyA, onlyB } = matchQuestions(a, b);
      expect([...matched.map((pair) => pair.a), ...onlyA].sort((x, y) => x - y)).toEqual([...a.keys()]);
      expect([...matched.map((pair) => pair.b), ...onlyB].sort((x, y) => x - y)).toEqual([...b.keys()]);
      expect(matchQuestions(b, a).matched.length).toBe(matched.length);
      expect(matchQuestions(a, a).matched.map((pair) => [pair.a, pair.b])).toEqual(
        [...a.keys()].map((at) => [at, at]),
      );
    }),
  );
});
