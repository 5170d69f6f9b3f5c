import { fraction, toNumber } from "../../lib/core/fraction.ts";
import type {
  Candidate,
  Decision,
  GrpoCandidate,
  KtoCandidate,
  Output,
  PairCandidate,
  SftCandidate,
  StepCandidate,
} from "../../lib/export/candidate.ts";
import { formats } from "../../lib/export/formats/formats.ts";
import { Recipe } from "../../lib/export/recipe.ts";
import type { RunFacts } from "../../lib/export/run-facts.ts";
import { settleRecipe, type SettledRecipe } from "../../lib/export/settle-recipe.ts";
import fc from "fast-check";

export const roleNames = ["asker", "closer"];

export const recipeOf = (fields: Partial<Record<keyof Recipe, unknown>> = {}): SettledRecipe =>
  settleRecipe(Recipe.parse({ runIds: ["r1"], format: "trl", ...fields }), roleNames);

export const outputOf = (nodeId: string, fields: Partial<Output> = {}): Output => ({
  nodeId,
  text: `text of ${nodeId}`,
  reasoning: null,
  finishReason: "stop",
  verdict: null,
  value: 1,
  ...fields,
});

const placeOf = (question: string, role: string) => ({
  role,
  isLeaf: role === "closer",
  runId: "r1",
  treeId: `t ${question}`,
  questionId: `q ${question}`,
  questionText: question,
  prompt: [{ role: "user" as const, content: `Answer: ${question}` }],
});

export const sftOf = (
  nodeId: string,
  fields: Partial<Output> & { question?: string; role?: string; isPaired?: boolean } = {},
): SftCandidate => {
  const { question = "2 + 2?", role = "closer", isPaired = false, ...output } = fields;
  return { ...placeOf(question, role), kind: "sft", output: outputOf(nodeId, output), isPaired };
};

export const dpoOf = (
  ids: readonly [string, string],
  fields: {
    question?: string;
    role?: string;
    margin?: [number, number];
    decision?: Decision;
    parentPath?: string;
    chosen?: Partial<Output>;
    rejected?: Partial<Output>;
  } = {},
): PairCandidate => {
  const {
    question = "2 + 2?",
    role = "closer",
    margin: [top, bottom] = [1, 1],
    decision = null,
    parentPath = "1",
  } = fields;
  const margin = fraction(top, bottom);
  return {
    ...placeOf(question, role),
    kind: "dpo",
    margin,
    decision,
    parentPath,
    chosen: outputOf(ids[0], { verdict: "correct", ...fields.chosen }),
    rejected: outputOf(ids[1], { verdict: "incorrect", value: 1 - toNumber(margin), ...fields.rejected }),
  };
};

export const ktoOf = (
  nodeId: string,
  fields: Partial<Output> & { question?: string; role?: string; isPositive?: boolean } = {},
): KtoCandidate => {
  const { question = "2 + 2?", role = "closer", isPositive = true, ...output } = fields;
  return { ...placeOf(question, role), kind: "kto", output: outputOf(nodeId, output), isPositive };
};

export const rewardOf = (...parts: Parameters<typeof dpoOf>): PairCandidate => ({
  ...dpoOf(...parts),
  kind: "reward",
});

/** A way through the tree: its turns are named `${nodeId}.1`, `${nodeId}.2` and so on, the last the leaf. */
export const stepOf = (
  nodeId: string,
  { question = "2 + 2?", turns = [true, false] }: { question?: string; turns?: readonly boolean[] } = {},
): StepCandidate => ({
  ...placeOf(question, "closer"),
  kind: "step",
  prompt: [{ role: "user", content: question }],
  turns: turns.map((isPositive, index) => ({
    output: outputOf(`${nodeId}.${index + 1}`, { value: isPositive ? 1 : 0 }),
    isPositive,
  })),
});

export const grpoOf = (question: string, gold = "4"): GrpoCandidate => ({
  ...placeOf(question, "asker"),
  kind: "grpo",
  gold,
  task: "gsm8k",
});

export const runFacts: RunFacts = {
  id: "r1",
  protocol: "toy",
  configHash: "c1",
  threshold: 0.5,
  unknownLeaves: "incorrect",
  incomplete: "exclude",
  models: { asker: "small", closer: null },
  dataset: { name: "sums | more", sha256: "ab" },
  isSimulated: true,
};

export async function* streamOf(candidates: readonly Candidate[]): AsyncGenerator<Candidate> {
  yield* candidates;
}

const anyText = fc.oneof(
  fc.constantFrom("", " ", "same", "same ", " same\n", "other"),
  fc.string({ maxLength: 30, unit: "binary" }),
);
const anyOutput = fc.record({
  text: anyText,
  reasoning: fc.option(fc.string()),
  finishReason: fc.constantFrom("stop", "length", null),
  verdict: fc.constantFrom("correct" as const, "incorrect" as const, "unknown" as const, null),
  value: fc.constantFrom(0, 0.25, 1 / 3, 1),
});
const anyPlace = fc.record({
  question: fc.constantFrom("a?", "b?", "c?", "d?", "a? "),
  role: fc.constantFrom(...roleNames),
});

/** Any list of candidates, node ids unique, with texts that are empty, equal or long. */
export const anyCandidates = fc
  .array(
    fc.oneof(
      fc.tuple(anyPlace, anyOutput, fc.boolean()).map(
        ([place, output, isPaired]) =>
          (id: string) =>
            sftOf(id, { ...place, ...output, isPaired }),
      ),
      fc
        .tuple(
          anyPlace,
          anyOutput,
          anyOutput,
          fc.integer({ min: 1, max: 9 }),
          fc.constantFrom<Decision>(null, "accept", "reject", "swap", "tie", "flag"),
          fc.constantFrom("", "1", "2"),
        )
        .map(
          ([place, chosen, rejected, top, decision, parentPath]) =>
            (id: string) =>
              (top % 2 === 0 ? rewardOf : dpoOf)([`${id}+`, `${id}-`], {
                ...place,
                chosen,
                rejected,
                margin: [top, 9],
                decision,
                parentPath,
              }),
        ),
      fc.tuple(anyPlace, anyOutput, fc.boolean()).map(
        ([place, output, isPositive]) =>
          (id: string) =>
            ktoOf(id, { ...place, ...output, isPositive }),
      ),
      fc.tuple(anyPlace, fc.array(fc.boolean(), { minLength: 1, maxLength: 3 })).map(
        ([{ question }, turns]) =>
          (id: string) =>
            stepOf(id, { question, turns }),
      ),
      anyPlace.map(({ question }) => (id: string) => ({ ...grpoOf(question), treeId: id })),
    ),
    { maxLength: 40 },
  )
  .map((makers) => makers.map((make, index): Candidate => make(`n${index}`)));

export const anyRecipe = fc
  .record({
    target: fc
      .constantFrom(...formats)
      .chain(({ name, kinds }) =>
        fc.record({ format: fc.constant(name), kinds: fc.subarray([...kinds], { minLength: 1 }) }),
      ),
    undecided: fc.constantFrom("include", "exclude"),
    truncated: fc.constantFrom("include", "exclude"),
    unknown: fc.constantFrom("include", "exclude"),
    sftFrom: fc.constantFrom("all_positives", "paired_positives"),
    minMargin: fc.constantFrom(0, 0.3, 0.5),
    maxPairsPerQuestion: fc.option(fc.integer({ min: 1, max: 3 })),
    maxRows: fc.option(fc.integer({ min: 1, max: 6 })),
    onePairPerParent: fc.boolean(),
    restsOnUnknown: fc.constantFrom("include", "exclude"),
    maxCompletionTokens: fc.option(fc.integer({ min: 1, max: 8 })),
    stopAtFirstError: fc.boolean(),
    dedupeTexts: fc.boolean(),
    reasoning: fc.constantFrom("drop", "think_tags"),
    dedupe: fc.boolean(),
    validationShare: fc.constantFrom(0, 0.3, 1),
    seed: fc.nat(50),
  })
  .map(({ target, ...fields }) => recipeOf({ ...target, ...fields }));
