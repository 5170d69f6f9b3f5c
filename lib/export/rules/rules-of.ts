import { foldSpace } from "../fold-text.ts";
import type { RowFormat } from "../formats/format.ts";
import type { KindName } from "../recipe.ts";
import { promisedKeys } from "./promised-keys.ts";
import type { RowReading, Turn } from "./read-row.ts";
import type { Rule } from "./rule.ts";

type Named = Pick<RowFormat, "name" | "title">;
type Wanted = Omit<Rule, "target" | "level">;

const ours = "No recipe mends this; please report it.";
const template = "Mend the prompt template of the role, or leave the role out.";

/**
 * What a target wants of each row of a kind, in the order it is shown. From the published rules: OpenAI's, Together's
 * and Fireworks' pages on fine-tuning files, the trainers' pages on data formats, as read in November 2026.
 */
export function rulesOf({ name, title }: Named, kind: KindName): readonly Rule[] {
  const by = (target: string, level: Rule["level"], rules: readonly Wanted[]): Rule[] =>
    rules.map((rule) => ({ target, level, ...rule }));
  const keys = promisedKeys(name, kind);
  const general = [
    ...(keys ? [exactKeys(keys)] : []),
    someTurn,
    texts,
    unicode,
    speakers,
    systemFirst,
    ...(kind === "step" ? [labels] : [lastTurn]),
    ...(kind === "sft" || kind === "kto" || kind === "dpo" || kind === "reward" ? [oneAnswer] : []),
    ...(kind === "dpo" || kind === "reward" ? [unequal] : []),
    ...(kind === "grpo" ? [groundTruth] : []),
  ];
  if (name === "openai")
    return [
      ...by("OpenAI, Together, Fireworks", "error", general),
      ...by("OpenAI, Fireworks", "error", kind === "sft" ? [weights] : []),
      ...by("Together", "warning", [alternating]),
    ];
  return [
    ...by(title, "error", general),
    ...by(title, "error", name === "llama-factory" ? [alternating] : []),
  ];
}

const turnsIn = ({ prompt, answers }: RowReading): readonly Turn[] => [...prompt, ...answers.flat()];

const exactKeys = ({ all, needed }: { all: readonly string[]; needed: readonly string[] }): Wanted => ({
  rule: `Keys are exactly ${all.join(", ")}`,
  broken: "other keys than the target reads",
  remedy: ours,
  isKept: ({ row }) =>
    needed.every((key) => key in row) && Object.keys(row).every((key) => all.includes(key)),
});

const someTurn: Wanted = {
  rule: "Every prompt has a message",
  broken: "the prompt is empty",
  remedy: template,
  isKept: ({ prompt }) => prompt.length > 0,
};

const texts: Wanted = {
  rule: "Every message has a text",
  broken: "a message is empty",
  remedy: template,
  isKept: (reading) => turnsIn(reading).every(({ text }) => text !== null && text.trim() !== ""),
};

const unicode: Wanted = {
  rule: "Texts are well-formed Unicode",
  broken: "a text holds half a character",
  remedy: "Reject the pair, or leave the role out: UTF-8 cannot write it.",
  isKept: (reading) => turnsIn(reading).every(({ text }) => text === null || text.isWellFormed()),
};

const speakers: Wanted = {
  rule: "Roles are system, user and assistant",
  broken: "a message has another role",
  remedy: ours,
  isKept: (reading) =>
    turnsIn(reading).every(({ speaker }) => ["system", "user", "assistant"].includes(speaker)),
};

const systemFirst: Wanted = {
  rule: "A system message comes first",
  broken: "a system message is not the first",
  remedy: template,
  isKept: ({ prompt }) => prompt.every(({ speaker }, index) => speaker !== "system" || index === 0),
};

const lastTurn: Wanted = {
  rule: "The last prompt turn is the user's",
  broken: "the prompt does not end with the user's turn",
  remedy: template,
  isKept: ({ prompt }) => prompt.length === 0 || prompt.at(-1)?.speaker === "user",
};

const oneAnswer: Wanted = {
  rule: "Each answer is one message of the assistant",
  broken: "an answer is not one message of the assistant",
  remedy: ours,
  isKept: ({ answers }) =>
    answers.length > 0 && answers.every((turns) => turns.length === 1 && turns[0]?.speaker === "assistant"),
};

const unequal: Wanted = {
  rule: "Chosen and rejected differ, white space folded",
  broken: "both answers are the same",
  remedy: ours,
  isKept: ({ answers: [chosen, rejected] }) =>
    foldSpace(chosen?.[0]?.text ?? "") !== foldSpace(rejected?.[0]?.text ?? ""),
};

const labels: Wanted = {
  rule: "A label, true or false, for each turn",
  broken: "labels and turns do not match",
  remedy: ours,
  isKept: ({ row, answers }) => {
    const given = row["labels"];
    return (
      Array.isArray(given) &&
      given.length > 0 &&
      given.length === answers.length &&
      given.every((one) => typeof one === "boolean")
    );
  },
};

const groundTruth: Wanted = {
  rule: "Every question has its ground truth",
  broken: "the ground truth is empty",
  remedy: "Mend the gold on the run's audit page, or mark it as wrong.",
  isKept: ({ row }) => {
    const rule = row["reward_model"];
    const truth =
      row["ground_truth"] ??
      (typeof rule === "object" && rule && "ground_truth" in rule ? rule.ground_truth : "");
    return typeof truth === "string" && truth.trim() !== "";
  },
};

const weights: Wanted = {
  rule: "Weights are 0 or 1, the assistant's only, and the last turn is trained on",
  broken: "a weight is on the wrong message or is neither 0 nor 1",
  remedy: ours,
  isKept: ({ prompt, answers }) =>
    [...prompt, ...answers.flat()].every(
      ({ speaker, weight }) =>
        weight === undefined || (speaker === "assistant" && (weight === 0 || weight === 1)),
    ) && answers.flat().every(({ weight }) => weight !== 0),
};

const alternating: Wanted = {
  rule: "User and assistant take turns, after a system message if there is one",
  broken: "two turns in a row are the same side's",
  remedy: template,
  isKept: ({ prompt }) =>
    prompt
      .filter(({ speaker }, index) => speaker !== "system" || index > 0)
      .every(({ speaker }, index) => speaker === (index % 2 === 0 ? "user" : "assistant")),
};
