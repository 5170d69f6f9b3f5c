import { isRemark, isWorkedStep, stepLinesOf } from "./parse.ts";

export type PromptMessage = { readonly role: string; readonly content: string };

/** What a prompt asks for, told by its structure, not by its wording. Empty strings where a part is missing. */
export type Prompt = {
  readonly part: "solve" | "check" | "refine";
  readonly question: string;
  readonly answer: string;
  readonly critique: string;
};

/** A filled-in final answer on a line of its own; `Final Answer: <number>` is a placeholder. */
const finalAnswerLine = /^[ \t*#>]*(?:<\w+>)?final answer[ \t*]*:[ \t*$(]*(?:\\boxed\{)?-?[$]?\d.*$/im;
const verdictLine = /^[ \t*]*Verdict:[ \t*]*(CORRECT|INCORRECT)[ \t*.]*(?:<\/\w+>)?[ \t]*$/gim;
/** Headings count only where structure is silent: an answer cut off before its first step, a critique before its first remark. */
const answerHeading = /^[ \t*#]*(?:proposed answer|answer to check)[ \t*]*:[ \t*]*$/im;
const critiqueHeading = /^[ \t*#]*critique[ \t*]*:[ \t*]*$/im;
const ownProblem =
  /(?<=^[ \t]{0,8}|[>:*]\s{0,4})[A-Z]\w+ has \d+ [a-z]+\.[^?]*\b(?:have now|does [A-Z]\w+ get)\?(?=\s*$|\s*<)/gm;
const taggedQuestion = /<(question|problem)>([\s\S]*?)<\/\1>/gi;
const labelledQuestion =
  /^[ \t*#]*(?:question|problem)[ \t*]*:[ \t*]*\n?(\S[\s\S]*?)(?=\n[ \t]*\n|\n[*#]*answer\b|$(?![\s\S]))/im;

/**
 * Finds the question, then an answer (a filled-in final answer or worked steps) and a critique (remarks on steps or a
 * verdict on a line of its own) behind it. An answer alone asks for a check, unless the instructions speak of
 * revising and of no verdict.
 */
export function readPrompt(messages: readonly PromptMessage[]): Prompt {
  const isInstruction = ({ role }: PromptMessage): boolean => role === "system" || role === "developer";
  const system = joinTexts(messages.filter(isInstruction));
  const conversation = joinTexts(messages.filter((message) => !isInstruction(message))) || system;
  const question = findQuestion(conversation);
  const rest = conversation.slice(question.end);
  const answerEnd = endOfAnswer(rest);
  if (answerEnd === 0) return { part: "solve", question: question.text, answer: "", critique: "" };
  const after = rest.slice(answerEnd);
  const instructions = `${system}\n${after}`;
  const hasCritique = holdsCritique(after);
  const isRevision =
    hasCritique || (/refin|revis|improv/i.test(instructions) && !/verdict/i.test(instructions));
  return {
    part: isRevision ? "refine" : "check",
    question: question.text,
    answer: rest.slice(0, answerEnd),
    critique: hasCritique ? after : "",
  };
}

const joinTexts = (messages: readonly PromptMessage[]): string =>
  messages.map(({ content }) => content).join("\n\n");

/** The last problem in the simulator's own form (earlier ones are examples), else a tagged or labelled one, else a paragraph. */
function findQuestion(text: string): { text: string; end: number } {
  const own = [...text.matchAll(ownProblem)].at(-1);
  if (own) return { text: own[0], end: own.index + own[0].length };
  const tagged = [...text.matchAll(taggedQuestion)].at(-1);
  if (tagged) return { text: tagged[2] ?? "", end: tagged.index + tagged[0].length };
  const labelled = labelledQuestion.exec(text);
  if (labelled) return { text: labelled[1] ?? "", end: labelled.index + labelled[0].length };
  return findQuestionParagraph(text);
}

/** The first paragraph before any answer that asks something with a number in it, else the first with a number. */
function findQuestionParagraph(text: string): { text: string; end: number } {
  const answerStart = finalAnswerLine.exec(text)?.index ?? text.length;
  const paragraphs = [...text.slice(0, answerStart).matchAll(/\S[\s\S]*?(?=\n[ \t]*\n|$(?![\s\S]))/g)];
  const numbered = paragraphs.filter(([paragraph]) => /\d/.test(paragraph));
  const chosen = numbered.find(([paragraph]) => paragraph.includes("?")) ?? numbered[0] ?? paragraphs[0];
  return chosen ? { text: chosen[0], end: chosen.index + chosen[0].length } : { text: "", end: 0 };
}

/** Where the answer in `text` stops; 0 where there is none. A cut-off answer stops where its numbered steps do. */
function endOfAnswer(text: string): number {
  const final = finalAnswerLine.exec(text);
  if (final) return final.index + final[0].length;
  let [end, ordinal, isWorked] = [0, 0, false];
  for (const step of stepLinesOf(text)) {
    if (step.ordinal <= ordinal) break;
    [end, ordinal, isWorked] = [step.end, step.ordinal, isWorked || isWorkedStep(step.content)];
  }
  if (isWorked) return end;
  const heading = answerHeading.exec(text);
  return heading ? heading.index + heading[0].length : 0;
}

/** Two different verdicts on lines of their own are an instruction that lists what may be said. */
function holdsCritique(text: string): boolean {
  if (critiqueHeading.test(text)) return true;
  if (stepLinesOf(text).some(({ content }) => isRemark(content))) return true;
  const verdicts = new Set([...text.matchAll(verdictLine)].map(([, verdict = ""]) => verdict.toUpperCase()));
  return verdicts.size === 1;
}
