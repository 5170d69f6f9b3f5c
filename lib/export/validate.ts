import { formatBytes } from "../core/read-lines.ts";
import type { Recipe } from "./recipe.ts";
import type { DataFile, RowFormat } from "./formats/format.ts";
import { fileLimitsOf } from "./rules/file-limits.ts";
import { readRow } from "./rules/read-row.ts";
import type { Check, Level, Rule } from "./rules/rule.ts";
import { rulesOf } from "./rules/rules-of.ts";
import type { SelectedRow } from "./select-each.ts";
import type { SettledRecipe } from "./settle-recipe.ts";
import { foldSpace } from "./fold-text.ts";

/** `error`: the target would refuse the file or learn the wrong thing; `warning`: worth knowing before training. */
export type Problem = {
  readonly level: Level;
  readonly message: string;
  /** What of the recipe mends it, and what to call that. */
  readonly fix?: { readonly words: string; readonly recipe: Partial<Recipe> };
};

export type Validator = {
  /** Looks at one row as it is written, by the rules of its target. */
  check(selected: Pick<SelectedRow, "candidate" | "split" | "file" | "line">): void;
  /** All problems, once every row has passed; those of rows say in which lines. */
  finish(files: readonly DataFile[], facts: { readonly isSimulated: boolean }): readonly Problem[];
  /** What was looked for, and in how many rows it holds. */
  checks(): readonly Check[];
};

type Kept = { readonly rule: Rule; rows: number; failed: number; lines: { file: string; line: number }[] };

/** So many lines are named of what breaks a rule; the rest are counted. */
const namedLines = 5;

/** What a target is known to refuse, looked at row by row and then file by file. */
export function startValidator(format: RowFormat, recipe: SettledRecipe): Validator {
  const kept = new Map<string, Kept>();
  const rules = new Map(
    recipe.kinds.map((kind) => [
      kind,
      rulesOf(format, kind).map((rule) => {
        const key = `${rule.target} ${rule.rule}`;
        const one = kept.get(key) ?? { rule, rows: 0, failed: 0, lines: [] };
        kept.set(key, one);
        return one;
      }),
    ]),
  );
  const lineOf = new Map<string, number>();
  const labels = new Map<string, Set<boolean>>();
  const folded = new Map<string, string>();
  const splits = new Map<string, string>();
  const bothSides = new Set<string>();
  return {
    check: ({ candidate, split, file, line }) => {
      const number = (lineOf.get(file) ?? 0) + 1;
      lineOf.set(file, number);
      if (candidate.kind === "kto")
        labels.set(file, (labels.get(file) ?? new Set()).add(candidate.isPositive));
      const question = folded.get(candidate.questionText) ?? foldSpace(candidate.questionText);
      folded.set(candidate.questionText, question);
      if ((splits.get(question) ?? split) !== split) bothSides.add(question);
      splits.set(question, split);
      const row = readRow(line);
      for (const one of rules.get(candidate.kind) ?? []) {
        one.rows += 1;
        if (one.rule.isKept(row)) continue;
        one.failed += 1;
        if (one.lines.length < namedLines) one.lines.push({ file, line: number });
      }
    },
    finish: (files, { isSimulated }) => [
      ...[...kept.values()].filter(({ failed }) => failed > 0).map(problemOf),
      ...emptyProblems(files, recipe),
      ...files.flatMap((file) => fileProblems(file, format)),
      ...files.flatMap(({ path }) => oneLabelProblems(path, labels.get(path))),
      ...(isSimulated ? [simulatedProblem] : []),
    ],
    checks: () => [
      ...[...kept.values()]
        .filter(({ rows }) => rows > 0)
        .map(({ rule: { target, level, rule, remedy }, rows, failed, lines }) => ({
          target,
          level,
          rule,
          remedy,
          rows,
          failed,
          lines,
        })),
      {
        target: format.title,
        level: "error",
        rule: "No question stands on both sides of the split",
        remedy: "Please report it.",
        rows: splits.size,
        failed: bothSides.size,
        lines: [],
      },
    ],
  };
}

function problemOf({ rule, failed, lines }: Kept): Problem {
  const places = [...Map.groupBy(lines, ({ file }) => file)].map(
    ([file, some]) =>
      `${file} ${some.length === 1 ? "line" : "lines"} ${some.map(({ line }) => line).join(", ")}`,
  );
  const more = failed > lines.length ? ` and ${(failed - lines.length).toLocaleString("en-GB")} more` : "";
  return {
    level: rule.level,
    message: `${places.join("; ")}${more}: ${rule.broken}, which ${rule.target} would refuse. ${rule.remedy}`,
  };
}

const simulatedProblem: Problem = {
  level: "warning",
  message: "Some texts come from the built-in simulator: fit for trying things, not for training a model.",
};

function emptyProblems(files: readonly DataFile[], recipe: SettledRecipe): Problem[] {
  const groups = recipe.kinds.flatMap((kind) => recipe.roles.map((role) => ({ kind, role })));
  const isThere = (kind: string, role: string, split: string): boolean =>
    files.some((file) => file.kind === kind && file.role === role && file.split === split && file.rows > 0);
  if (!files.some(({ rows }) => rows > 0))
    return [{ level: "error", message: "No row is left: loosen the recipe or decide more pairs." }];
  return groups.flatMap(({ kind, role }): Problem[] => {
    // Only the leaf's role has ways, only the first role questions: the others lack nothing.
    const isOneRoles = kind === "step" || kind === "grpo";
    if (isOneRoles && files.some((file) => file.kind === kind && file.role !== role)) return [];
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
  for (const { target, level, minRows, maxRows, maxBytes } of fileLimitsOf(format)) {
    const tell = (message: string): void => {
      problems.push({ level, message: `${file.path}: ${message}` });
    };
    if (file.split === "train" && file.rows > 0 && file.rows < minRows)
      tell(`${file.rows} rows, ${target} takes ${minRows} or more. Loosen the recipe or grow more trees.`);
    if (maxRows !== null && file.rows > maxRows)
      tell(`${file.rows} rows, ${target} takes up to ${maxRows}. Set maxRows.`);
    if (maxBytes !== null && file.bytes > maxBytes)
      tell(`${formatBytes(file.bytes)}, ${target} takes up to ${formatBytes(maxBytes)}. Set maxRows.`);
  }
  return problems;
}
