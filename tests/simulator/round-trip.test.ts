import { expect, test } from "vitest";
import { baseWeights } from "../../lib/simulator/base-weights.ts";
import {
  decisionsOfCritique,
  decisionsOfSolution,
  parseCritique,
  parseSolution,
} from "../../lib/simulator/parse.ts";
import { check, refine, solve, type Choose, type Option } from "../../lib/simulator/policy.ts";
import { makeProblems } from "../../lib/simulator/problems.ts";
import { readQuestion, type Question } from "../../lib/simulator/question.ts";
import { createRandom } from "../../lib/simulator/random.ts";
import { renderCritique, renderSolution } from "../../lib/simulator/render.ts";
import { createSampler } from "../../lib/simulator/sampler.ts";
import { oddQuestions } from "./odd-questions.ts";

/** Flat enough that slips, vague remarks and rare readings all occur. */
const flatWeights = Object.fromEntries(
  Object.entries(baseWeights).map(([feature, weight]) => [feature, weight * 0.3]),
);

function recording(choose: Choose): { choose: Choose; taken: string[] } {
  const taken: string[] = [];
  const record = <T>(options: readonly Option<T>[]): T => {
    const option = choose(options.map((entry) => ({ ...entry, value: entry })));
    taken.push(option.name);
    return option.value;
  };
  return { choose: record, taken };
}

/** One chain of three, each text read back before the next builds on it; returns how many texts came back exactly. */
function runChain(question: Question, random: () => number, seen: Set<string>): number {
  const sampler = createSampler(flatWeights, 1, random);

  const solving = recording(sampler);
  const solution = renderSolution(question, solve(question, solving.choose), random);
  expect(decisionsOfSolution(question, solution)).toEqual(solving.taken);

  const answer = parseSolution(question, solution);
  const checking = recording(sampler);
  const critique = renderCritique(question, answer, check(question, answer, checking.choose), random);
  expect(decisionsOfCritique(question, critique)).toEqual(checking.taken);

  const refining = recording(sampler);
  const revision = renderSolution(
    question,
    refine(question, answer, parseCritique(question, critique), refining.choose),
    random,
  );
  expect(decisionsOfSolution(question, revision)).toEqual(refining.taken);

  for (const name of [...solving.taken, ...checking.taken]) seen.add(name);
  return 3;
}

test("texts of 12,000 completions over three parts give back exactly the decisions taken", () => {
  const random = createRandom(11);
  const seen = new Set<string>();
  let texts = 0;
  for (const { question } of makeProblems({ count: 4000, seed: 2024 })) {
    const read = readQuestion(question);
    expect(read).not.toBeNull();
    texts += runChain(read!, random, seen);
  }
  expect(texts).toBe(12_000);
  for (const rare of ["+1", "-10", "skim", "vague", "agree", "named:skip", "named:pctof", "addk"])
    expect(seen).toContain(rare);
});

test.each(oddQuestions)("texts on a question of another kind give back the decisions taken: %s", (text) => {
  const question = readQuestion(text);
  expect(question).not.toBeNull();
  const random = createRandom(12);
  for (let round = 0; round < 40; round++) runChain(question!, random, new Set());
});
