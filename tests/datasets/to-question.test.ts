import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectTask } from "../../lib/datasets/detect-task.ts";
import { toQuestion } from "../../lib/datasets/to-question.ts";
import { lastBoxed } from "../../lib/datasets/shapes/math.ts";

const draftOf = (row: unknown) => {
  const read = toQuestion(row, null);
  if ("reason" in read) throw new Error(read.reason);
  return { ...read.question, task: read.task };
};
const reasonOf = (row: unknown): string => {
  const read = toQuestion(row, null);
  return "reason" in read ? read.reason : "";
};

describe("toQuestion reads", () => {
  test("GSM8K: gold after the mark, annotations gone from the solution", () => {
    expect(draftOf({ question: "Four bags of six?", answer: "4*6=<<4*6=24>>24 in all.\n#### 24" })).toEqual({
      text: "Four bags of six?",
      gold: "24",
      task: "gsm8k",
      meta: { solution: "4*6=24 in all." },
    });
  });

  test("GSM8K: the last mark counts", () => {
    expect(draftOf({ question: "And then?", answer: "#### 1 is too few\n#### 1,024" }).gold).toBe("1,024");
  });

  test("MATH: the answer where there is one, else the last box", () => {
    const solution = "First \\boxed{1}, then $x = \\boxed{\\frac{1}{\\sqrt{2}}}$.";
    expect(draftOf({ problem: "Find x.", solution, level: "Level 2", type: "Algebra" })).toEqual({
      text: "Find x.",
      gold: "\\frac{1}{\\sqrt{2}}",
      task: "math",
      meta: { solution, level: "Level 2", type: "Algebra" },
    });
    expect(draftOf({ problem: "Find x.", solution, answer: "7", subject: "Algebra" }).gold).toBe("7");
    expect(reasonOf({ problem: "Find x.", solution: "None." })).toMatch(/boxed/);
  });

  test("CommonsenseQA: choices below the stem, the letter as gold", () => {
    const choices = [
      { label: "A", text: "pond" },
      { label: "B", text: "desk" },
    ];
    const expected = { text: "Where do ducks swim?\nA. pond\nB. desk", gold: "A", task: "csqa" };
    expect(
      draftOf({ id: "d1", answerKey: "A", question: { stem: "Where do ducks swim?", choices } }),
    ).toEqual({ ...expected, meta: { id: "d1", choices } });
    expect(
      draftOf({
        question: "Where do ducks swim?",
        answerKey: "A",
        choices: { label: ["A", "B"], text: ["pond", "desk"] },
      }),
    ).toMatchObject(expected);
    expect(reasonOf({ answerKey: "F", question: { stem: "Where?", choices } })).toMatch(/"answerKey" is "F"/);
  });

  test("HotpotQA: context follows the question", () => {
    const context = [
      ["Ada", ["She wrote.", " She thought."]],
      ["Bo", ["He sang."]],
    ];
    const row = {
      _id: "h1",
      question: "Who sang?",
      answer: "Bo",
      context,
      supporting_facts: [["Bo", 0]],
      type: "bridge",
    };
    expect(draftOf(row)).toEqual({
      text: "Who sang?\n\nContext:\n\nAda\nShe wrote. She thought.\n\nBo\nHe sang.",
      gold: "Bo",
      task: "hotpotqa",
      meta: { _id: "h1", context, supporting_facts: [["Bo", 0]], type: "bridge" },
    });
    const columns = { title: ["Ada", "Bo"], sentences: [["She wrote.", "She thought."], ["He sang."]] };
    expect(draftOf({ ...row, context: columns }).text).toBe(draftOf(row).text);
    expect(draftOf({ question: "Is it?", answer: "yes", type: "comparison" })).toMatchObject({
      text: "Is it?",
      task: "hotpotqa",
    });
  });

  test("options with a letter, a place or the text itself", () => {
    const text = "2 + 2?\nA. 3\nB. 4";
    expect(
      draftOf({ question: "2 + 2?", options: ["A)3", "B)4"], rationale: "add", correct: "B" }),
    ).toMatchObject({ text, gold: "B", task: "csqa" });
    expect(draftOf({ question: "2 + 2?", options: ["3", "4"], answer: "B", answer_index: 1 })).toMatchObject({
      text,
      gold: "B",
    });
    expect(draftOf({ question: "2 + 2?", choices: ["3", "4"], answer: 1 })).toMatchObject({
      text,
      gold: "B",
    });
    expect(draftOf({ question: "2 + 2?", choices: ["three", "four"], answer: "four" }).gold).toBe("B");
  });

  test("query and gt, and every other name in use", () => {
    expect(draftOf({ query: "2 + 2?", gt: "4", tag: ["easy"] })).toMatchObject({
      text: "2 + 2?",
      gold: "4",
      meta: { tag: ["easy"] },
    });
    for (const question of ["question", "prompt", "input"])
      for (const answer of ["answer", "gold", "ground_truth", "target"])
        expect(draftOf({ [question]: "2 + 2?", [answer]: 4 })).toMatchObject({
          text: "2 + 2?",
          gold: "4",
          meta: {},
        });
    expect(draftOf({ question: "Is it so?", answer: false }).gold).toBe("false");
  });
});

test("toQuestion(row) names the field that is missing, empty or no single value", () => {
  expect(reasonOf({ question: "  ", answer: "4" })).toBe('"question" is empty: fill it in or remove the row');
  expect(reasonOf({ question: "2 + 2?", answer: null })).toBe(
    '"answer" is empty: fill it in or remove the row',
  );
  expect(reasonOf({ question: "2 + 2?" })).toMatch(/^no answer/);
  expect(reasonOf({ question: "2 + 2?", answer: ["4"] })).toMatch(/"answer" is a list/);
  expect(reasonOf({ question: "2 + 2?", answer: "so\n####  " })).toMatch(/nothing after/);
  expect(reasonOf([1])).toMatch(/not an object/);
  expect(reasonOf({ question: "a\u0000b", answer: "4" })).toMatch(/NUL/);
});

test("toQuestion(row, task) takes the task as given", () => {
  expect(toQuestion({ question: "2 + 2?", answer: "4" }, "math")).toMatchObject({ task: "math" });
});

test("toQuestion(row) answers any JSON value with a full question or a reason", () => {
  const name = fc.constantFrom(
    "question",
    "answer",
    "problem",
    "solution",
    "choices",
    "options",
    "answerKey",
    "context",
    "type",
    "gt",
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(name, fc.jsonValue())), (row) => {
      const read = toQuestion(row, null);
      if ("reason" in read) expect(read.reason).not.toBe("");
      else expect(read.question.text.length * read.question.gold.length).toBeGreaterThan(0);
    }),
  );
});

test("detectTask(rows) needs the sign in every row", () => {
  expect(
    detectTask([
      { question: "q", answer: "1,200" },
      { question: "q", answer: -3.5 },
    ]),
  ).toBe("gsm8k");
  expect(
    detectTask([
      { question: "q", answer: "12" },
      { question: "q", answer: "twelve" },
    ]),
  ).toBe("custom");
  expect(detectTask([{ problem: "p", answer: "x" }])).toBe("custom");
  expect(detectTask([])).toBe("custom");
});

test("lastBoxed(text) balances braces and passes over escaped ones", () => {
  expect(lastBoxed("\\boxed{\\{1, 2\\}}")).toBe("\\{1, 2\\}");
  expect(lastBoxed("so \\boxed 5.")).toBe("5");
  expect(lastBoxed("\\boxed{3} and \\boxed{never closed")).toBe("3");
});
