import type { Estimate } from "../core/audit/estimate-judge-error.ts";
import type { DataFile, RowFormat } from "./formats/format.ts";
import { canonicalJson } from "../core/canonical-json.ts";
import { escapeCell, markdownTable } from "./markdown-table.ts";
import type { KindName } from "./recipe.ts";
import type { ContentReport } from "./report/start-report.ts";
import { writeCardReport } from "./report/write-card-report.ts";
import type { RunFacts } from "./run-facts.ts";
import type { SettledRecipe } from "./settle-recipe.ts";
import type { Counts, Dropped } from "./tally.ts";
import type { Problem } from "./validate.ts";
import { writeCardTerms } from "./write-card-terms.ts";

export type CardParts = {
  readonly format: Pick<RowFormat, "name" | "title">;
  readonly recipe: SettledRecipe;
  readonly runs: readonly RunFacts[];
  readonly files: readonly DataFile[];
  readonly counts: Counts;
  readonly dropped: Dropped;
  readonly problems: readonly Problem[];
  readonly contents?: ContentReport;
};

/** The data set card, README.md: what is in, how it was made, what was left out. YAML front matter after the Hub's. */
export function writeCard({
  format,
  recipe,
  runs,
  files,
  counts,
  dropped,
  problems,
  contents,
}: CardParts): string {
  const isSimulated = runs.some((run) => run.isSimulated);
  const rows = Object.entries(counts).flatMap(([kind, roles]) =>
    Object.entries(roles).map(
      ([role, { train, validation }]) => `| ${kind} | ${role} | ${train} | ${validation} |`,
    ),
  );
  const drops = Object.entries(dropped).map(([reason, count]) => `| ${reason} | ${count} |`);
  return [
    frontMatter(files),
    `# Reasoning trees as training data (${format.title})`,
    ...(isSimulated
      ? [
          "> **Simulated.** Texts in here come from the studio's built-in simulator, not from a language model. Do not train on them.",
        ]
      : []),
    ...(recipe.labels === "real" ? [] : [`> **Control.** ${controlWords[recipe.labels]}`]),
    "Question, answer, critique and refinement were sampled as a tree; each text's value is the mean of its children's, a leaf's is 1 if its answer is correct. A text is positive where its value is strictly above the threshold. A preference pair is a positive and a negative text with one and the same prompt (MALT, arXiv 2412.01928, section 4).",
    "## Rows",
    markdownTable(["kind", "role", "train", "validation"], rows),
    "A question is in train or in validation, whole, over all files.",
    ...recipe.kinds.flatMap((kind) => kindNotes[kind] ?? []),
    `Reasoning that an endpoint gave apart from its text is ${reasoningWords[recipe.reasoning]}.${recipe.reasoning === "field" && recipe.kinds.includes("step") ? " Turn labels are plain text: it is left out of them." : ""}`,
    ...policyNotes(recipe),
    writeCardTerms(recipe, runs),
    ...(contents ? [writeCardReport(contents, runs)].filter((section) => section !== "") : []),
    "## Left out",
    drops.length > 0 ? markdownTable(["reason", "rows"], drops) : "Nothing.",
    ...(problems.length > 0
      ? [
          "## To know before training",
          problems.map(({ level, message }) => `- ${level}: ${message}`).join("\n"),
        ]
      : []),
    "## Runs",
    markdownTable(
      ["run", "protocol", "threshold", "unknown leaves", "incomplete", "models", "questions from"],
      runs.map(runLine),
    ),
    ...(runs.some(({ assumedPrompts }) => assumedPrompts)
      ? [
          "> Texts of a run marked * were sampled by another tool. Its prompts are not known; the rows hold this studio's default prompts in their place.",
        ]
      : []),
    "## Judge",
    "Verdicts come from an automatic judge, a person's word first. How often it is wrong was estimated on a random sample of leaves that people judged without seeing its word, with 95 % intervals.",
    markdownTable(
      ["run", "judged correct, but wrong", "judged incorrect, but right", "golds mended"],
      runs.map(judgeLine),
    ),
    "## Files",
    "`data/` holds the rows, `provenance.jsonl` a line for each of them with its nodes and values, `manifest.json` the recipe and the SHA-256 of every file; `prompt_ids.jsonl`, where it is there, the token ids that the server made of prompts when they were sampled from.",
    "## Recipe",
    `\`\`\`json\n${canonicalJson(recipe)}\n\`\`\``,
    "",
  ].join("\n\n");
}

/** What of the recipe a reader of the rows would not guess. */
const policyNotes = (recipe: SettledRecipe): string[] => [
  ...(recipe.thresholdAlpha > 0
    ? [
        `The threshold of siblings is raised by ${recipe.thresholdAlpha} times the variance of their values: a reviewer's proposal, not MALT's rule.`,
      ]
    : []),
  ...(recipe.onePairPerParent ? ["Of the pairs under one parent one was drawn."] : []),
  ...(recipe.stopAtFirstError && recipe.kinds.includes("step")
    ? ["Ways stop after their first negative turn."]
    : []),
];

const kindNotes: Readonly<Partial<Record<KindName, string>>> = {
  step: "`step` labels a role's whole turn by its backed-up value: these are **not** labels of reasoning steps.",
  reward: "`margin` is the gap between the two values; 0 where a person swapped the pair.",
  grpo: "`grpo` holds questions with their ground truth. The reward beside it compares folded text and exact numbers only, more plainly than the verdicts here were made.",
};
const controlWords = {
  shuffled:
    "The verdicts of each tree's leaves were permuted before backup, so labels say nothing of their texts; rows per kind and role are as many as under the real labels. Train on it to see what the labels are worth.",
  inverted:
    "Labels are turned: positive is negative, chosen is rejected. Train on it to see that a trainer learns from them.",
} as const;
const reasoningWords: Readonly<Record<SettledRecipe["reasoning"], string>> = {
  drop: "left out",
  think_tags: "before the text, in `<think>` tags",
  field: "in a field of the message, `thinking`",
};

function runLine(run: RunFacts): string {
  const { id, protocol, threshold, unknownLeaves, incomplete, models, dataset } = run;
  const named = Object.entries(models).map(([role, model]) => `${role}: ${model ?? "not told"}`);
  return `| ${[run.assumedPrompts ? `${id} *` : id, protocol, threshold, unknownLeaves, incomplete, named.join(", "), dataset?.name ?? "an import"].map((cell) => escapeCell(String(cell))).join(" | ")} |`;
}

const showShare = (estimate: Estimate | null | undefined): string => {
  const percent = (share: number): string => (100 * share).toFixed(1);
  return estimate
    ? `${percent(estimate.rate)} % [${percent(estimate.low)}–${percent(estimate.high)}], n=${estimate.leaves}`
    : "not sampled";
};

const judgeLine = ({ id, judgeError, mendedGolds }: RunFacts): string =>
  `| ${escapeCell(id)} | ${showShare(judgeError?.wronglyCorrect)} | ${showShare(judgeError?.wronglyIncorrect)} | ${mendedGolds ?? 0} |`;

function frontMatter(files: readonly DataFile[]): string {
  const configs = [...Map.groupBy(files, ({ kind, role }) => `${kind}_${role}`)].map(([name, parts]) =>
    [
      `- config_name: ${name}`,
      "  data_files:",
      ...parts.map(({ split, path }) => `  - {split: ${split}, path: ${path}}`),
    ].join("\n"),
  );
  const isPreference = files.some(({ kind }) => kind === "dpo");
  return [
    "---",
    "pretty_name: Reasoning trees",
    "task_categories: [text-generation]",
    `tags: [reasoning, synthetic, malt${isPreference ? ", preference, dpo" : ""}]`,
    ...(configs.length > 0 ? ["configs:", ...configs] : []),
    "---",
  ].join("\n");
}
