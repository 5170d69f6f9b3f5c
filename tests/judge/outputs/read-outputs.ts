import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Task } from "../../../lib/core/tree.ts";
import type { Choice, JudgeInput } from "../../../lib/judge/judgement.ts";

/** One real output: what the judge is given, and what its origin's own grader said of it. */
export type OutputRecord = {
  /** File name without folder and ending. */
  readonly file: string;
  /** Line of the file, from 1. */
  readonly row: number;
  readonly input: JudgeInput;
  readonly flag: "right" | "wrong";
};

type Line = { question?: string; gold: string; output: string; pred?: string; judged?: boolean };
/** Several models' solutions of one question, as the GSM8K repository gives them. */
type SolutionsLine = { question: string; ground_truth: string } & Record<
  string,
  { solution: string; is_correct: boolean } | string
>;

const choiceLine = /^([A-J])[.)][ \t]{1,3}(.{1,600}?)\s*$/gm;
const choiceInline = /\(([A-J])\)\s{1,3}(.{1,600}?)\s*(?=\s\([B-J]\)\s|$)/g;

/** The options written into a question, a line each or "Answer Choices: (A) red (B) blue"; none unless they run A, B, C. */
export function readChoices(question: string): readonly Choice[] {
  const [, inline] = question.split("Answer Choices:");
  const found = inline === undefined ? question.matchAll(choiceLine) : inline.matchAll(choiceInline);
  const choices = [...found].map(([, label = "", text = ""]) => ({ label, text }));
  const isInOrder = choices.every(({ label }, index) => label === "ABCDEFGHIJ"[index]);
  return choices.length > 1 && isInOrder ? choices : [];
}

/** The task by the shape of a file's golds. */
function taskOf(golds: readonly string[]): Task {
  if (golds.every((gold) => /^[A-J]$/.test(gold))) return "csqa";
  if (golds.every((gold) => /^(?:yes|no)$/i.test(gold))) return "hotpotqa";
  return golds.every((gold) => /^-?[\d.,]+$/.test(gold)) ? "gsm8k" : "math";
}

/** For a record without a flag: whether answer and gold are the same LaTeX but for its spaces and sizes. */
function isSameSpelling({ output, pred, gold }: Line): boolean {
  const strip = (text: string): string =>
    text
      .trim()
      .replace(/^\\boxed\{(.*)\}$/s, "$1")
      .replace(/\\(?:left|right|,|!|;| )|[\s$]/g, "")
      .replace(/\\[dt]frac/g, "\\frac")
      .replace(/\.0+$/, "");
  return strip(pred ?? output) === strip(gold);
}

/** A question with its worked solution: the solution is an output of its own gold. */
type SolvedLine = { solution?: string; answer?: string };

const isOutput = (line: object): line is Line => "gold" in line && "output" in line;
const isSolutions = (line: object): line is SolutionsLine => "ground_truth" in line;
const isSolved = (line: object): line is SolvedLine =>
  "solution" in line || ("answer" in line && String(line.answer).includes("####"));

/** A line as its file's outputs by name: one, or one a model; none where it has another shape. */
function outputsOf(file: string, line: object): readonly (readonly [file: string, line: Line])[] {
  if (isOutput(line)) return [[file, line]];
  if (isSolved(line)) {
    const output = line.solution ?? line.answer ?? "";
    const gold =
      line.solution === undefined ? output.slice(output.lastIndexOf("####") + 4).trim() : line.answer;
    return [[file, { gold: gold ?? output, output, judged: true }]];
  }
  if (!isSolutions(line)) return [];
  const gold = line.ground_truth.slice(line.ground_truth.lastIndexOf("A:") + 2).trim();
  return Object.entries(line).flatMap(([model, given]) =>
    typeof given === "string"
      ? []
      : [[`${file}/${model}`, { gold, output: given.solution, judged: given.is_correct }] as const],
  );
}

/**
 * Every record of a folder of JSON lines, file after file: `{question?, gold, output, pred?, judged?}`, several models'
 * solutions, or a question's own solution.
 */
export function readOutputs(folder: string): readonly OutputRecord[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .toSorted()
    .flatMap((name) => {
      const lines = readFileSync(path.join(folder, name), "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => outputsOf(name.replace(/\.jsonl$/, ""), JSON.parse(line) as object));
      const task = taskOf(lines.flat().map(([, { gold }]) => gold));
      return lines.flatMap((outputs, index) =>
        outputs.map(([file, line]): OutputRecord => ({
          file,
          row: index + 1,
          input: {
            task,
            text: line.output,
            gold: line.gold,
            ...(task === "csqa" && { choices: readChoices(line.question ?? "") }),
          },
          flag: (line.judged ?? isSameSpelling(line)) ? "right" : "wrong",
        })),
      );
    });
}
