import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalFraction, formatFraction } from "../../lib/core/fraction.ts";
import type { TreeRecord, Verdict } from "../../lib/core/tree.ts";
import { single } from "../../lib/protocols/single/index.ts";
import { question } from "../support/arbitrary-tree.ts";

const configOf = (agent: number, template = "Answer {question}") =>
  single.Config.parse({ branching: { agent }, roles: { agent: { template } } });

const recordOf = (verdicts: readonly Verdict[]): TreeRecord => ({
  question,
  failed: [],
  nodes: verdicts.map((verdict, index) => ({
    path: `${index + 1}`,
    role: "agent",
    text: `answer ${index + 1}`,
    verdict,
    claim: null,
  })),
});

test("values, labels and pairs follow each answer's own verdict: right × wrong answers are the pairs", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<Verdict>("correct", "incorrect", "unknown"), { minLength: 1, maxLength: 12 }),
      fc.constantFrom("incorrect" as const, "exclude" as const),
      (verdicts, unknownLeaves) => {
        const record = recordOf(verdicts);
        const values = single.values(record, configOf(verdicts.length), { unknownLeaves });
        const labels = single.labels(values, { threshold: decimalFraction(0.5), incomplete: "exclude" });
        const pairs = single.pairs(record, values, labels);
        const isWrong = (verdict: Verdict) =>
          verdict === "incorrect" || (verdict === "unknown" && unknownLeaves === "incorrect");
        const expected = verdicts.flatMap((a, i) =>
          verdicts.flatMap((b, j) => (a === "correct" && isWrong(b) ? [`${i + 1} over ${j + 1}`] : [])),
        );
        expect(pairs.map(({ chosen, rejected }) => `${chosen} over ${rejected}`)).toEqual(expected);
        expect(pairs.every(({ margin }) => formatFraction(margin) === "1")).toBe(true);
        const supervised = single.rows(record, values, labels).filter(({ kind }) => kind === "sft");
        expect(supervised).toHaveLength(verdicts.filter((verdict) => verdict === "correct").length);
      },
    ),
  );
});

test("plan(record) asks for the answers that are missing, and never for one that failed for good", () => {
  const record = { ...recordOf(["correct", "incorrect"]), failed: ["4"] };
  const { ready, open, isDone } = single.plan(record, configOf(5));
  expect([ready.map(({ path }) => path), open, isDone]).toEqual([["3", "5"], 2, false]);
});

test("prompt(record) puts the question in as it is, whatever signs it holds", () => {
  const record = { ...recordOf([]), question: { ...question, text: "Is $& or {question} $1?" } };
  const [message] = single.prompt(record, { path: "1", role: "agent" }, configOf(1, "Q: {question} End."));
  expect(message?.content).toBe("Q: Is $& or {question} $1? End.");
});

test("Config refuses a template that leaves the question out", () => {
  expect(() => configOf(2, "Answer it.")).toThrow(/\{question\}/);
});
