import type { Message, Slot, Task, TreeRecord } from "../../core/tree.ts";
import { ancestorPaths } from "../../core/path.ts";
import { askForAnswer } from "../ask-for-answer.ts";
import type { MaltConfig, MaltRole } from "./config.ts";

/** What a template can name. `answer` is the generator's text, `critique` the verifier's. */
const placeholders = ["question", "answer", "critique"] as const;
type Placeholder = (typeof placeholders)[number];

export const requiredPlaceholders: Readonly<Record<MaltRole, readonly Placeholder[]>> = {
  generator: ["question"],
  verifier: ["question", "answer"],
  refiner: ["question", "answer", "critique"],
};

const pattern = /\{(question|answer|critique)\}/g;

/** The placeholders that a template names. */
export function placeholdersOf(template: string): ReadonlySet<string> {
  return new Set([...template.matchAll(pattern)].map((match) => match[1] ?? ""));
}

/**
 * The template of a role where a run brings none. Question first, then the answer, then the critique, and the
 * role's instruction last: up to the instruction each prompt extends its parent's, so a server's prefix cache serves it.
 */
export function defaultTemplate(task: Task, role: MaltRole): string {
  const context = ["{question}", "Proposed answer:\n{answer}", "Critique:\n{critique}"];
  switch (role) {
    case "generator":
      return `${context[0]}\n\n${askForAnswer(task)}`;
    case "verifier":
      return [
        ...context.slice(0, 2),
        "Examine the proposed answer as a demanding reviewer. Go through its steps in order; name every step that is wrong, unfounded or missing and say what belongs there instead. Leave writing a full solution to others. " +
          'Your last line states your judgement and nothing else: either "Verdict: CORRECT" or "Verdict: INCORRECT".',
      ].join("\n\n");
    case "refiner":
      return [
        ...context,
        `Write the best complete answer to the question now. Keep what is right in the proposed answer, mend what the critique shows to be wrong, and leave out remarks that do not hold. ${askForAnswer(task)}`,
      ].join("\n\n");
  }
}

/** The paths whose texts a slot's prompt holds: all its ancestors (MALT §4.1). */
export const reads = (slot: Slot): readonly string[] => ancestorPaths(slot.path);

/**
 * The exact messages for a slot: the template with question, answer and critique put in, after the system prompt
 * if there is one. Throws Error when a text that the slot reads is missing from the record.
 */
export function prompt(record: TreeRecord, slot: Slot, config: MaltConfig): readonly Message[] {
  const texts = reads(slot).map((path) => {
    const node = record.nodes.find((candidate) => candidate.path === path);
    if (!node) throw new Error(`slot ${slot.path} reads ${path}, which is not there`);
    return node.text;
  });
  const values: Record<Placeholder, string> = {
    question: record.question.text,
    answer: texts[0] ?? "",
    critique: texts[1] ?? "",
  };
  const own = config.roles[slot.role as MaltRole];
  // One pass, so that a completion which itself says "{critique}" is left as it is.
  const content = own.template.replace(pattern, (_, name: Placeholder) => values[name]);
  const user: Message = { role: "user", content };
  return own.systemPrompt ? [{ role: "system", content: own.systemPrompt }, user] : [user];
}
