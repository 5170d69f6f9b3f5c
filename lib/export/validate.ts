import { formatBytes } from "../core/read-lines.ts";
import type { Recipe } from "./recipe.ts";
import type { DataFile, RowFormat } from "./formats/format.ts";
import type { SelectedRow } from "./select-each.ts";
import type { SettledRecipe } from "./settle-recipe.ts";

/** `error`: the target would refuse the file or learn the wrong thing; `warning`: worth knowing before training. */
export type Problem = {
  readonly level: "error" | "warning";
  readonly message: string;
  /** What of the recipe mends it, and what to call that. */
  readonly fix?: { readonly words: string; readonly recipe: Partial<Recipe> };
};

export type Validator = {
  /** Looks at one row; each kind of trouble is told once, with the number of rows that have it. */
  check(selected: SelectedRow): void;
  /** All problems, once every row has passed. */
  finish(files: readonly DataFile[], facts: { readonly isSimulated: boolean }): readonly Problem[];
};

/** What a target is known to refuse, looked at row by row and then file by file. */
export function startValidator(format: RowFormat, recipe: SettledRecipe): Validator {
  const rowTroubles = new Map<string, number>();
  const labels = new Map<string, Set<boolean>>();
  return {
    check: ({ candidate, file }) => {
      if (candidate.kind === "kto")
        labels.set(file, (labels.get(file) ?? new Set()).add(candidate.isPositive));
      for (const trouble of troublesOf(candidate.prompt))
        rowTroubles.set(trouble, (rowTroubles.get(trouble) ?? 0) + 1);
    },
    finish: (files, { isSimulated }) => [
      ...[...rowTroubles].map(([trouble, rows]): Problem => ({
        level: "error",
        message: `${trouble} (${rows} ${rows === 1 ? "row" : "rows"})`,
      })),
      ...emptyProblems(files, recipe),
      ...files.flatMap((file) => fileProblems(file, format)),
      ...files.flatMap(({ path }) => oneLabelProblems(path, labels.get(path))),
      ...(isSimulated ? [simulatedProblem] : []),
    ],
  };
}

const simulatedProblem: Problem = {
  level: "warning",
  message: "Some texts come from the built-in simulator: fit for trying things, not for training a model.",
};

function troublesOf(prompt: SelectedRow["candidate"]["prompt"]): string[] {
  const troubles: string[] = [];
  if (prompt.length === 0) troubles.push("The prompt is empty");
  if (prompt.at(-1)?.role === "assistant") troubles.push("The prompt ends with the assistant's turn");
  if (prompt.some(({ role }, index) => role === "system" && index > 0))
    troubles.push("A system message is not the first");
  if (prompt.some(({ content }) => content.trim() === "")) troubles.push("A message of the prompt is empty");
  return troubles;
}

function emptyProblems(files: readonly DataFile[], recipe: SettledRecipe): Problem[] {
  const groups = recipe.kinds.flatMap((kind) => recipe.roles.map((role) => ({ kind, role })));
  const isThere = (kind: string, role: string, split: string): boolean =>
    files.some((file) => file.kind === kind && file.role === role && file.split === split && file.rows > 0);
  if (!files.some(({ rows }) => rows > 0))
    return [{ level: "error", message: "No row is left: loosen the recipe or decide more pairs." }];
  return groups.flatMap(({ kind, role }): Problem[] => {
    if (!isThere(kind, role, "train"))
      return [{ level: "warning", message: `${kind} ${role}: no training row is left.` }];
    if (recipe.validationShare > 0 && !isThere(kind, role, "validation"))
      return [
        { level: "warning", message: `${kind} ${role}: no question with such rows fell to validation.` },
      ];
    return [];
  });
}

function oneLabelProblems(path: string, labels: ReadonlySet<boolean> | undefined): Problem[] {
  if (labels?.size !== 1) return [];
  const all = labels.has(true) ? "wanted" : "unwanted";
  return [{ level: "error", message: `${path}: every row is ${all}. KTO needs both: loosen the recipe.` }];
}

function fileProblems(file: DataFile, format: RowFormat): Problem[] {
  const problems: Problem[] = [];
  if (file.split === "train" && file.rows > 0 && file.rows < format.minRows)
    problems.push({
      level: "error",
      message: `${file.path}: ${file.rows} rows, ${format.title} takes ${format.minRows} or more.`,
    });
  if (format.maxFileBytes !== null && file.bytes > format.maxFileBytes)
    problems.push({
      level: "error",
      message: `${file.path}: ${formatBytes(file.bytes)}, ${format.title} takes up to ${formatBytes(format.maxFileBytes)}. Set maxRows.`,
    });
  return problems;
}
