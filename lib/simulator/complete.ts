import type { Weights } from "./base-weights.ts";
import { parseCritique, parseSolution } from "./parse.ts";
import { check, refine, solve, type Choose } from "./policy.ts";
import { readPrompt, type PromptMessage } from "./prompt.ts";
import { readQuestion, type Question } from "./question.ts";
import { renderCritique, renderSolution } from "./render.ts";
import { createSampler } from "./sampler.ts";

export const refusal =
  "I am a small simulated model and can only work on questions that hold a number. I found none here, so I cannot answer.";

/**
 * Writes completions of one prompt, one a call; the prompt is read once. `random` gives numbers in [0, 1) and settles
 * readings, slips and wording; `temperature` ≥ 0.
 */
export function createCompleter(
  messages: readonly PromptMessage[],
  weights: Weights,
  temperature: number,
  random: () => number,
): () => string {
  const prompt = readPrompt(messages);
  const question = readQuestion(prompt.question);
  if (question === null) return () => refusal;
  const choose = createSampler(weights, temperature, random);
  if (prompt.part === "solve") return () => renderSolution(question, solve(question, choose), random);
  return prompt.part === "check"
    ? critiqueOf(question, prompt.answer, choose, random)
    : revisionOf(question, prompt, choose, random);
}

function critiqueOf(
  question: Question,
  answerText: string,
  choose: Choose,
  random: () => number,
): () => string {
  const answer = parseSolution(question, answerText);
  return () => renderCritique(question, answer, check(question, answer, choose), random);
}

function revisionOf(
  question: Question,
  texts: { readonly answer: string; readonly critique: string },
  choose: Choose,
  random: () => number,
): () => string {
  const answer = parseSolution(question, texts.answer);
  const remarks = parseCritique(question, texts.critique);
  return () => renderSolution(question, refine(question, answer, remarks, choose), random);
}
