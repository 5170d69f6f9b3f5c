import { describe, expect, test } from "vitest";
import { baseWeights } from "../../lib/simulator/base-weights.ts";
import { createCompleter, refusal } from "../../lib/simulator/complete.ts";
import { makeProblems } from "../../lib/simulator/problems.ts";
import { readPrompt, type PromptMessage } from "../../lib/simulator/prompt.ts";
import { createRandom } from "../../lib/simulator/random.ts";
import { oddQuestions } from "./odd-questions.ts";

type Wording = {
  solve: (question: string) => PromptMessage[];
  check: (question: string, answer: string) => PromptMessage[];
  refine: (question: string, answer: string, critique: string) => PromptMessage[];
};

const user = (content: string): PromptMessage => ({ role: "user", content });
const system = (content: string): PromptMessage => ({ role: "system", content });
const assistant = (content: string): PromptMessage => ({ role: "assistant", content });

const wordings: Record<string, Wording> = {
  "sections in one message": {
    solve: (question) => [
      user(`${question}\n\nSolve it step by step. End with a line of this form:\nFinal Answer: <number>`),
    ],
    check: (question, answer) => [
      user(
        `${question}\n\nAnswer to check:\n${answer}\n\nCheck every step. End with "Verdict: CORRECT" or "Verdict: INCORRECT".\nDo not revise it.`,
      ),
    ],
    refine: (question, answer, critique) => [
      user(
        `${question}\n\nAnswer to check:\n${answer}\n\nCritique:\n${critique}\n\nGive a better answer.\nFinal Answer: <number>`,
      ),
    ],
  },
  "plain talk, instruction first": {
    solve: (question) => [user(`You are 1 of 3 agents. Work this out.\n\nQuestion: ${question}`)],
    check: (question, answer) => [
      user(
        `Somebody answered a question. Is it right?\n\nQuestion: ${question}\n\nTheir words:\n${answer}\n\nGo over it and close with one of\nVerdict: CORRECT\nVerdict: INCORRECT`,
      ),
    ],
    refine: (question, answer, critique) => [
      user(
        `Two others worked on this.\n\nQuestion: ${question}\n\nFirst:\n${answer}\n\nSecond:\n${critique}\n\nNow you. Put "Final Answer: <x>" last.`,
      ),
    ],
  },
  "chat turns": {
    solve: (question) => [system("Think aloud, 2 or more steps. End with Final Answer: <x>"), user(question)],
    check: (question, answer) => [
      system("You are careful."),
      user(question),
      assistant(answer),
      user("Is that right? Write Verdict: CORRECT or Verdict: INCORRECT."),
    ],
    refine: (question, answer, critique) => [
      user(question),
      assistant(answer),
      user(critique),
      user("Answer again.\nFinal Answer: <number>"),
    ],
  },
  "XML tags": {
    solve: (question) => [user(`<task>Solve. 3 tries allowed?</task>\n<question>\n${question}\n</question>`)],
    check: (question, answer) => [
      user(
        `<question>${question}</question>\n<answer>\n${answer}\n</answer>\n<format>Verdict: CORRECT or Verdict: INCORRECT</format>`,
      ),
    ],
    refine: (question, answer, critique) => [
      user(
        `<question>${question}</question>\n<answer>\n${answer}\n</answer>\n<critique>\n${critique}\n</critique>\n<format>Final Answer: <number></format>`,
      ),
    ],
  },
};

const generated = makeProblems({ count: 300, seed: 606 }).map(({ question }) => question);

describe.each(Object.entries(wordings))("prompts worded as %s", (_, wording) => {
  test("readPrompt finds the part, and completions can be read, in all of 300 chains", () => {
    const random = createRandom(7);
    const complete = (messages: PromptMessage[]): string =>
      createCompleter(messages, baseWeights, 1, random)();
    for (const question of generated) {
      const solving = wording.solve(question);
      expect(readPrompt(solving)).toMatchObject({ part: "solve", question });
      const answer = complete(solving);
      expect(answer).toMatch(/\nFinal Answer: -?\d+(\.\d+)?$/);

      const checking = wording.check(question, answer);
      expect(readPrompt(checking)).toMatchObject({ part: "check", question });
      const critique = complete(checking);
      expect(critique).toMatch(/\nVerdict: (CORRECT|INCORRECT)$/);

      const refining = wording.refine(question, answer, critique);
      expect(readPrompt(refining)).toMatchObject({ part: "refine", question });
      expect(readPrompt(refining).critique).toContain(critique);
      expect(complete(refining)).toMatch(/\nFinal Answer: -?\d+(\.\d+)?$/);
    }
  });

  test.each(oddQuestions)("readPrompt finds the part on %s", (question) => {
    const random = createRandom(8);
    const complete = (messages: PromptMessage[]): string =>
      createCompleter(messages, baseWeights, 1, random)();
    const answer = complete(wording.solve(question));
    const critique = complete(wording.check(question, answer));
    expect(readPrompt(wording.solve(question)).part).toBe("solve");
    expect(readPrompt(wording.check(question, answer)).part).toBe("check");
    expect(readPrompt(wording.refine(question, answer, critique)).part).toBe("refine");
  });
});

const [question = ""] = generated;
const answer = createCompleter([user(question)], baseWeights, 1, createRandom(9))();

test("readPrompt takes an answer without a critique as one to refine where the instruction asks to improve it", () => {
  expect(readPrompt([user(`${question}\n\n${answer}\n\nImprove this answer.`)])).toMatchObject({
    part: "refine",
    critique: "",
  });
  expect(readPrompt([user(`${question}\n\n${answer}\n\nImprove nothing, give a verdict.`)]).part).toBe(
    "check",
  );
});

test("readPrompt knows an answer that was cut off before its last line", () => {
  const cutOff = answer.slice(0, answer.indexOf("Final Answer"));
  expect(readPrompt([user(`${question}\n\nAnswer to check:\n${cutOff}\n\nCheck it.`)]).part).toBe("check");
});

test("readPrompt goes by the headings where answer and critique were cut off at once", () => {
  const opener = answer.slice(0, 9);
  expect(readPrompt([user(`${question}\n\nProposed answer:\n${opener}\n\nCheck it.`)]).part).toBe("check");
  expect(
    readPrompt([user(`${question}\n\nProposed answer:\n${opener}\n\nCritique:\nLet us\n\nAgain.`)]).part,
  ).toBe("refine");
});

test("readPrompt knows final answers of other models", () => {
  for (const line of [
    "**Final Answer: $1,234**",
    "Final Answer: \\boxed{12}",
    "FINAL ANSWER: -3.5 apples",
    "### Final Answer: (7)",
  ]) {
    expect(readPrompt([user(`${question}\n\nI think so.\n${line}\n\nCheck it.`)]).part).toBe("check");
  }
});

test("readPrompt takes the last problem as the question where examples stand before it", () => {
  const [, other = ""] = generated;
  expect(readPrompt([user(`Question: ${other}\nFinal Answer: 4\n\nQuestion: ${question}`)])).toMatchObject({
    part: "solve",
    question,
  });
});

test("createCompleter declines a question without a number", () => {
  expect(
    createCompleter(
      [user("Who wrote it?\n\nEnd with\nFinal Answer: <name>")],
      baseWeights,
      1,
      createRandom(1),
    )(),
  ).toBe(refusal);
});

test("createCompleter checks and refines answers it cannot read, without failing", () => {
  const foreign = "They end up with many.\nFinal Answer: 12";
  const random = createRandom(10);
  for (let round = 0; round < 50; round++) {
    const critique = createCompleter(
      [user(`${question}\n\n${foreign}\n\nCheck it.`)],
      baseWeights,
      1,
      random,
    )();
    expect(critique).toMatch(/\nVerdict: (CORRECT|INCORRECT)$/);
    const refined = createCompleter(
      [user(`${question}\n\n${foreign}\n\n${critique}\n\nAgain.`)],
      baseWeights,
      1,
      random,
    )();
    expect(refined).toMatch(/\nFinal Answer: -?\d+(\.\d+)?$/);
  }
});
