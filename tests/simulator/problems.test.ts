import fc from "fast-check";
import { expect, test } from "vitest";
import { phrases } from "../../lib/simulator/phrases.ts";
import { makeProblems } from "../../lib/simulator/problems.ts";
import { readQuestion } from "../../lib/simulator/question.ts";
import { applyReading, readingsOf, termOf } from "../../lib/simulator/readings.ts";

const problems = makeProblems({ count: 1500, seed: 77 });

/** Whether a written line such as "12 - (2 × 3) = 6" is true, without the simulator's own arithmetic. */
function holds(equation: string): boolean {
  const match = /^(\d+) ([-+×÷]) (?:(\d+)(%?)|\((\d+) × (\d+)\)) = (\d+)$/.exec(equation);
  if (!match) return false;
  const [, left, operator = "", single, percent, k, m, result] = match;
  const right = single === undefined ? Number(k) * Number(m) : Number(single);
  const scaled: Record<string, number> = {
    "+": Number(left) + right,
    "-": Number(left) - right,
    "×": (Number(left) * right) / (percent ? 100 : 1),
    "÷": Number(left) / right,
  };
  return scaled[operator] === Number(result);
}

test("makeProblems gives the same rows for the same seed and others for another", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      expect(makeProblems({ count: 5, seed })).toEqual(makeProblems({ count: 5, seed }));
      expect(makeProblems({ count: 5, seed })).not.toEqual(makeProblems({ count: 5, seed: seed + 1 }));
    }),
    { numRuns: 30 },
  );
});

test("makeProblems writes no question twice", () => {
  expect(new Set(problems.map(({ question }) => question)).size).toBe(1500);
});

test("makeProblems works each answer out in true equations, whole amounts from 1 to 5000, then #### and the last", () => {
  for (const { question, answer } of problems) {
    const [working = "", final = ""] = answer.split("\n#### ");
    const equations = working.replace(/\.$/, "").split("; ");
    const amounts = [
      Number(/\d+/.exec(question)?.[0]),
      ...equations.map((equation) => Number(equation.split(" = ")[1])),
    ];
    expect(equations.every(holds)).toBe(true);
    expect(amounts.every((amount) => Number.isInteger(amount) && amount >= 1 && amount <= 5000)).toBe(true);
    expect(amounts.at(-1)).toBe(Number(final));
    equations.forEach((equation, index) => expect(equation.startsWith(`${amounts[index]} `)).toBe(true));
  }
});

test("makeProblems uses every phrase, none twice in a problem, and sells all only at the end", () => {
  const used = new Map<string, number>();
  for (const { question } of problems) {
    const ids = readQuestion(question)!.clauses.map(({ phrase }) => phrase);
    expect(new Set(ids).size).toBe(ids.length);
    expect([-1, ids.length - 1]).toContain(ids.indexOf("sellall"));
    for (const id of ids) used.set(id, (used.get(id) ?? 0) + 1);
  }
  expect([...used.keys()].toSorted()).toEqual(phrases.map(({ id }) => id).toSorted());
});

test("makeProblems never writes a sentence of which two readings share an equation or a result", () => {
  for (const { question } of problems) {
    for (const clause of readQuestion(question)!.clauses) {
      const terms = readingsOf(clause).map((reading) => termOf(clause, reading));
      expect(new Set(terms.map((term) => term && `${term.operator} ${term.text}`)).size).toBe(terms.length);
      expect(new Set(terms.map((term) => term && `${term.operator} ${term.value}`)).size).toBe(terms.length);
    }
  }
});

test("readQuestion reads a generated problem to the clauses that lead to its answer", () => {
  const goldOf = new Map(phrases.map(({ id, gold }) => [id, gold]));
  for (const { question, answer } of problems) {
    const { start, clauses } = readQuestion(question)!;
    const amount = clauses.reduce(
      (sum, clause) => applyReading(sum, clause, goldOf.get(clause.phrase)!),
      start,
    );
    expect(String(amount)).toBe(answer.split("\n#### ")[1]);
  }
});

test("readQuestion takes each number of another's sentence as a clause and none of a text without numbers", () => {
  const read = readQuestion(
    "A shop sold 1,200 pens at $2.50. Then 15% came back, 0 broken. How many stayed?",
  );
  expect(read?.start).toBe(1200);
  expect(read?.clauses.map(({ phrase, shape, k }) => [phrase, shape, k])).toEqual([
    ["free", "one", 2.5],
    ["free", "percent", 15],
  ]);
  expect(readQuestion("Who wrote it, and why?")).toBeNull();
});

test("readQuestion never throws and holds a document to 12 clauses", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (text) => {
      expect(readQuestion(text)?.clauses.length ?? 0).toBeLessThanOrEqual(12);
    }),
  );
  expect(
    readQuestion(Array.from({ length: 500 }, (_, index) => `Row ${index + 1}.`).join(" "))?.clauses,
  ).toHaveLength(12);
});
