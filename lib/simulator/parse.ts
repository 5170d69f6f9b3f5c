import { nameRemark, nameSlip, slips, type Remark, type Step } from "./policy.ts";
import type { Clause, Question } from "./question.ts";
import { addSlip, applyReading, readingsOf, termOf, type Reading } from "./readings.ts";

const stepLine = /^\s*Step (\d{1,3}):[ \t]*(\S.*)$/gm;
const number = "-?\\d+(?:\\.\\d+)?";
const equationPattern = new RegExp(`(${number}) ([-+×÷*/−]) (\\([^()]*\\)|\\d+(?:\\.\\d+)?%?) = (${number})`);
const unchangedPattern = new RegExp(`does not change the amount, still (${number})`);
const operatorNames: Readonly<Record<string, string>> = { "*": "×", "/": "÷", "−": "-" };

/** The steps of a solution, one entry a clause; null where the text has none that can be read. */
export function parseSolution(question: Question, text: string): (Step | null)[] {
  const lines = linesByClause(question, text);
  return question.clauses.map((clause, index) => parseStep(clause, lines.get(index) ?? ""));
}

/** The remarks of a critique, one entry a clause; null where it is silent. */
export function parseCritique(question: Question, text: string): (Remark | null)[] {
  const lines = linesByClause(question, text);
  return question.clauses.map((clause, index) => parseRemark(clause, lines.get(index) ?? ""));
}

/** The step lines of a text by clause, the quoted sentence cut out: it may hold an equation of its own. */
function linesByClause({ clauses }: Question, text: string): ReadonlyMap<number, string> {
  const lines = new Map<number, string>();
  for (const [, ordinal, content = ""] of text.matchAll(stepLine)) {
    const index = Number(ordinal) - 1;
    const clause = clauses[index];
    if (clause && !lines.has(index)) lines.set(index, content.replace(`"${clause.quote}"`, ""));
  }
  return lines;
}

function parseStep(clause: Clause, line: string): Step | null {
  const unchanged = unchangedPattern.exec(line)?.[1];
  if (unchanged !== undefined)
    return { reading: "skip", slip: 0, before: Number(unchanged), after: Number(unchanged) };
  const equation = parseEquation(clause, line);
  if (!equation) return null;
  const { reading, before, after } = equation;
  return { reading, before, after, slip: addSlip(after, -applyReading(before, clause, reading)) };
}

function parseEquation(
  clause: Clause,
  line: string,
): { reading: Reading; before: number; after: number } | null {
  const match = equationPattern.exec(line);
  if (!match) return null;
  const [, before, sign = "", right, after] = match;
  const written = `${operatorNames[sign] ?? sign} ${right}`;
  const reading = readingsOf(clause).find((candidate) => {
    const term = termOf(clause, candidate);
    return term !== null && `${term.operator} ${term.text}` === written;
  });
  return reading === undefined ? null : { reading, before: Number(before), after: Number(after) };
}

function parseRemark(clause: Clause, line: string): Remark | null {
  if (line.includes("should be left out")) return { kind: "named", reading: "skip" };
  if (line.includes("should be ")) {
    const equation = parseEquation(clause, line);
    if (equation) return { kind: "named", reading: equation.reading };
  }
  return plainKindOf(line);
}

function plainKindOf(line: string): Remark | null {
  if (line.includes("looks off") || line.includes("not convinced")) return { kind: "vague" };
  if (line.includes("I agree") || line.includes("confirmed")) return { kind: "agree" };
  return line.includes("looks fine") ? { kind: "skim" } : null;
}

/** Whether a line's content reads as a worked step of an answer, whatever the question. */
export const isWorkedStep = (content: string): boolean =>
  unchangedPattern.test(content) || equationPattern.test(content);

/** Whether a line's content reads as a remark on a step, whatever the question. */
export const isRemark = (content: string): boolean =>
  content.includes("should be ") || plainKindOf(content) !== null;

/** The numbered step lines of a text: where each ends, its number and content. */
export const stepLinesOf = (text: string): { ordinal: number; content: string; end: number }[] =>
  [...text.matchAll(stepLine)].map((match) => ({
    ordinal: Number(match[1]),
    content: match[2] ?? "",
    end: match.index + match[0].length,
  }));

/** The decisions that a solution's text shows, in the order in which they were taken; null where one cannot be read. */
export function decisionsOfSolution(question: Question, text: string): string[] | null {
  const steps = parseSolution(question, text);
  const isReadable = steps.every((step) => step !== null && (slips as readonly number[]).includes(step.slip));
  if (!isReadable) return null;
  return steps.flatMap((step) => {
    if (step === null) return [];
    return step.reading === "skip" ? ["skip"] : [step.reading, nameSlip(step.slip)];
  });
}

/** The decisions that a critique's text shows; null where a clause has no readable remark. */
export function decisionsOfCritique(question: Question, text: string): string[] | null {
  const remarks = parseCritique(question, text);
  return remarks.includes(null)
    ? null
    : remarks.flatMap((remark) => (remark === null ? [] : [nameRemark(remark)]));
}
