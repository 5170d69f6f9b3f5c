import { isPair, type Candidate } from "./candidate.ts";
import { formatOf } from "./formats/formats.ts";
import { foldSpace } from "./fold-text.ts";
import { sha256Hex } from "./hash.ts";
import { realLabels, type LabelDraw } from "./label-draw.ts";
import { groupOf } from "./limit-rows.ts";
import { policyChanges, type PolicyChange } from "./policy-changes.ts";
import { startSelection, writeRow, type WrittenRow } from "./select-each.ts";
import type { SettledRecipe } from "./settle-recipe.ts";

/** Rows of all kinds and roles as the recipe stands, and with one policy switched after the other. */
export type PolicyEffects = {
  readonly rows: number;
  readonly effects: readonly (PolicyChange & { readonly rows: number })[];
};

/** Candidates under a recipe's labels, the same each time; `thresholdAlpha` makes other labels. */
type Open = (recipe: SettledRecipe, draw: LabelDraw) => AsyncIterable<Candidate>;

/**
 * What each policy would do to the number of rows before it is used: exactly what an export by the changed recipe would
 * hold. All recipes are followed side by side in one pass, those of another threshold in a second; which rows a limit
 * would take does not matter, only how many. Shuffled labels have as many rows as real ones, so no effects are told.
 * Throws MalthouseError `invalid_request` for `trees`.
 */
export async function countEffects(recipe: SettledRecipe, open: Open): Promise<PolicyEffects> {
  const format = formatOf(recipe);
  if (recipe.labels === "shuffled") return { rows: 0, effects: [] };
  const draw = recipe.labels === "inverted" ? { labels: recipe.labels, permutation: 0 } : realLabels;
  const changes = policyChanges(recipe, format);
  const rows = new Map<PolicyChange | null, number>();
  const follow = async (some: readonly (PolicyChange | null)[]): Promise<void> => {
    const written = new WeakMap<Candidate, WrittenRow>();
    // A hash stands for the line: it is compared under many recipes.
    const write = (candidate: Candidate): WrittenRow => {
      const known = written.get(candidate);
      if (known) return known;
      const row = writeRow(candidate, recipe, format);
      const short = { ...row, line: sha256Hex(row.line) };
      written.set(candidate, short);
      return short;
    };
    const folded = new Map<string, string>();
    const questionOf = ({ questionText }: Candidate): string => {
      const known = folded.get(questionText) ?? foldSpace(questionText);
      folded.set(questionText, known);
      return known;
    };
    const counters = some.map((change) => ({
      change,
      counter: startRowCounter({ ...recipe, ...change?.recipe } as SettledRecipe, write, questionOf),
    }));
    const [first] = some;
    const labelled = { ...recipe, ...first?.recipe } as SettledRecipe;
    for await (const candidate of open(labelled, draw))
      for (const { counter } of counters) counter.add(candidate);
    for (const { change, counter } of counters) rows.set(change, counter.total());
  };
  const isOfLabels = ({ field }: PolicyChange): boolean => field === "thresholdAlpha";
  await follow([null, ...changes.filter((change) => !isOfLabels(change))]);
  const relabelled = changes.filter(isOfLabels);
  if (relabelled.length > 0) await follow(relabelled);
  return {
    rows: rows.get(null) ?? 0,
    effects: changes.map((change) => ({ ...change, rows: rows.get(change) ?? 0 })),
  };
}

/** Counts the rows of one recipe, limits over many rows too. */
function startRowCounter(
  recipe: SettledRecipe,
  write: (candidate: Candidate) => WrittenRow,
  questionOf: (candidate: Candidate) => string,
): { add(candidate: Candidate): void; total(): number } {
  const select = startSelection(recipe, write);
  const groups = new Map<string, Map<string, number>>();
  const parents = new Set<string>();
  return {
    add: (given) => {
      const selection = select(given);
      if (!selection || "dropped" in selection) return;
      const { candidate } = selection;
      const group = groupOf(candidate);
      if (recipe.onePairPerParent && isPair(candidate)) {
        const parent = `${group} ${candidate.treeId} ${candidate.parentPath}`;
        if (parents.has(parent)) return;
        parents.add(parent);
      }
      const questions = groups.get(group) ?? new Map<string, number>();
      groups.set(group, questions);
      const question = questionOf(candidate);
      questions.set(question, (questions.get(question) ?? 0) + 1);
    },
    total: () =>
      [...groups.values()].reduce((all, questions) => {
        const capped = [...questions.values()].map((rows) =>
          Math.min(rows, recipe.maxPairsPerQuestion ?? Number.POSITIVE_INFINITY),
        );
        const rows = capped.reduce((sum, some) => sum + some, 0);
        return all + Math.min(rows, recipe.maxRows ?? Number.POSITIVE_INFINITY);
      }, 0),
  };
}
