import { decisionsOfCritique, decisionsOfSolution, parseCritique, parseSolution } from "../parse.ts";
import { check, refine, solve, type Choose, type Option } from "../policy.ts";
import { type PromptMessage, readPrompt } from "../prompt.ts";
import { readQuestion } from "../question.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** One decision as a text took it: the option chosen, and of each option its fixed part and its features. */
export type Decision = {
  readonly chosen: number;
  readonly offsets: readonly number[];
  readonly features: readonly (readonly number[])[];
};

/** A completion as the decisions that wrote it, in order. */
export type Example = readonly Decision[];

/**
 * Reads a completion of a prompt back into its decisions: all that training ever sees, taken from the text alone.
 * Gives a reason where the prompt asks nothing that the model works on, or the text is none that it could have written.
 */
export function readExample(
  messages: readonly PromptMessage[],
  text: string,
  vocabulary: Vocabulary,
): { readonly example: Example } | { readonly reason: string } {
  const prompt = readPrompt(messages);
  const question = readQuestion(prompt.question);
  if (!question) return { reason: "its prompt holds no question with a number" };
  const names =
    prompt.part === "check" ? decisionsOfCritique(question, text) : decisionsOfSolution(question, text);
  if (!names) return { reason: "its completion is not one that this model writes" };
  const decisions: Decision[] = [];
  let isReadable = true;
  const choose: Choose = <T>(options: readonly Option<T>[]): T => {
    const chosen = options.findIndex(({ name }) => name === names[decisions.length]);
    const taken = options[chosen] ?? options[0];
    if (!taken) throw new RangeError("a decision without options");
    if (chosen < 0) isReadable = false;
    decisions.push({
      chosen,
      offsets: options.map(({ offset }) => offset),
      features: options.map(({ features }) => features.map((feature) => vocabulary.indexOf(feature))),
    });
    return taken.value;
  };
  const answer = parseSolution(question, prompt.answer);
  if (prompt.part === "solve") solve(question, choose);
  else if (prompt.part === "check") check(question, answer, choose);
  else refine(question, answer, parseCritique(question, prompt.critique), choose);
  return isReadable && decisions.length === names.length
    ? { example: decisions }
    : { reason: "its completion takes a step that this prompt does not offer" };
}
