import { nameRemark, type Remark, type Step } from "./policy.ts";
import type { Clause, Question } from "./question.ts";
import { drawOne } from "./random.ts";
import { applyReading, termOf, type Reading } from "./readings.ts";

/** Which sentence a line speaks of; a free sentence can hold several numbers, so the number is named too. */
const mention = ({ phrase, shape, k, quote }: Clause): string =>
  phrase === "free" ? `the ${k}${shape === "percent" ? "%" : ""} in "${quote}"` : `"${quote}"`;

function equation(clause: Clause, reading: Reading, before: number, after: number): string {
  const term = termOf(clause, reading);
  return term === null
    ? `nothing changes and ${before} stays`
    : `${before} ${term.operator} ${term.text} = ${after}`;
}

/** A worked solution: a line `Step i: …` for every clause, then `Final Answer: N`. Wording drawn from `random`. */
export function renderSolution(question: Question, steps: readonly Step[], random: () => number): string {
  const lines = question.clauses.map((clause, index) => {
    const step = steps[index];
    return step ? `Step ${index + 1}: ${renderStep(clause, step, question.items, random)}` : "";
  });
  const opener = drawOne(random, [
    "Let us go through the question one sentence at a time.",
    "I take the sentences in order and keep count.",
    `The count starts at ${question.start}; each sentence may change it.`,
  ]);
  return [opener, ...lines, `Final Answer: ${steps.at(-1)?.after ?? question.start}`].join("\n");
}

function renderStep(
  clause: Clause,
  { reading, before, after }: Step,
  items: string,
  random: () => number,
): string {
  const unit =
    items === "" ? "" : ` ${clause.phrase === "sellall" && reading !== "skip" ? "dollars" : items}`;
  const subject = mention(clause);
  if (reading === "skip") {
    return drawOne(random, [
      `${subject} does not change the amount, still ${before}${unit}.`,
      `${subject} is beside the point and does not change the amount, still ${before}${unit}.`,
    ]);
  }
  const worked = `${equation(clause, reading, before, after)}${unit}`;
  return drawOne(random, [
    `${subject} So ${worked}.`,
    `From ${subject} it follows that ${worked}.`,
    `Next comes ${subject} That makes ${worked}.`,
  ]);
}

/**
 * A critique: a line `Step i: …` for every clause, then `Verdict: CORRECT` where nothing is faulted, else
 * `Verdict: INCORRECT`. A corrected step goes on from the amount that the answer itself had reached.
 */
export function renderCritique(
  question: Question,
  answer: readonly (Step | null)[],
  remarks: readonly Remark[],
  random: () => number,
): string {
  const lines = question.clauses.map((clause, index) => {
    const remark = remarks[index];
    return remark ? `Step ${index + 1}: ${renderRemark(clause, answer[index] ?? null, remark, random)}` : "";
  });
  const opener = drawOne(random, [
    "Let us check the answer step by step.",
    "I compare each step with its sentence.",
    "Going over the steps:",
  ]);
  const isFaulted = remarks.some(({ kind }) => kind === "vague" || kind === "named");
  return [opener, ...lines, `Verdict: ${isFaulted ? "INCORRECT" : "CORRECT"}`].join("\n");
}

function renderRemark(clause: Clause, step: Step | null, remark: Remark, random: () => number): string {
  if (remark.kind === "skim") return drawOne(random, ["looks fine.", "this one looks fine to me."]);
  if (remark.kind === "vague") {
    return drawOne(random, [
      "something looks off here, though I cannot say what.",
      "I am not convinced by this one.",
    ]);
  }
  if (step === null) throw new RangeError(`"${nameRemark(remark)}" said of a step that could not be read`);
  const subject = mention(clause);
  if (remark.kind === "agree") {
    const worked = equation(clause, step.reading, step.before, step.after);
    return drawOne(random, [
      `I agree, by ${subject} ${worked}.`,
      `${subject} means that ${worked}: confirmed.`,
    ]);
  }
  if (remark.reading === "skip") {
    return drawOne(random, [
      `${subject} should be left out, it does not touch the amount.`,
      `this is a slip, since ${subject} has no part in the sum and should be left out.`,
    ]);
  }
  const corrected = equation(
    clause,
    remark.reading,
    step.before,
    applyReading(step.before, clause, remark.reading),
  );
  return drawOne(random, [
    `by ${subject} this should be ${corrected}.`,
    `this is wrong: read ${subject} again, it should be ${corrected}.`,
  ]);
}
