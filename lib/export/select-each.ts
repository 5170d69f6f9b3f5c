import { decimalFraction, type Fraction, zero } from "../core/fraction.ts";
import { identityOf, isPair, outputsOf, type Candidate, type PairCandidate } from "./candidate.ts";
import { dropReason, longestOf, type DropReason } from "./drop-reason.ts";
import { foldText } from "./fold-text.ts";
import type { RowFormat } from "./formats/format.ts";
import { sha256Hex } from "./hash.ts";
import { groupOf, type RankedRow } from "./limit-rows.ts";
import type { SettledRecipe } from "./settle-recipe.ts";
import { questionKey, splitOf, type Split } from "./split-of.ts";
import { stopAtFirstError } from "./stop-at-first-error.ts";

/** A row of the export: `candidate` as exported (after a swap), `file` its path in the zip, `line` the row as JSON. */
export type SelectedRow = {
  readonly candidate: Candidate;
  readonly split: Split;
  readonly file: string;
  readonly line: string;
  /** Of the prompt and its longest completion, at four characters a token. */
  readonly tokens: number;
};
export type Selection = SelectedRow | { readonly candidate: Candidate; readonly dropped: DropReason };

/** What is in, without its texts, as the limits look at it. */
export async function rankRows(selections: AsyncIterable<Selection>, seed: number): Promise<RankedRow[]> {
  const ranked: RankedRow[] = [];
  for await (const selection of selections) {
    if ("dropped" in selection) continue;
    const { candidate } = selection;
    ranked.push({
      identity: identityOf(candidate),
      group: groupOf(candidate),
      question: questionKey(candidate.questionText, seed),
      strength: strengthOf(candidate),
      ...(isPair(candidate) && { parent: `${candidate.treeId} ${candidate.parentPath}` }),
    });
  }
  return ranked;
}

/** Each candidate by itself: no limit over many rows but that equal ones stand once, those in `seen` too. */
export async function* selectEach(
  candidates: AsyncIterable<Candidate>,
  recipe: SettledRecipe,
  format: RowFormat,
  seen = new Set<string>(),
): AsyncGenerator<Selection> {
  const select = startSelection(recipe, (candidate) => writeRow(candidate, recipe, format), seen);
  for await (const candidate of candidates) {
    const selection = select(candidate);
    if (!selection) continue;
    if ("dropped" in selection) yield selection;
    else yield { ...selection, tokens: longestOf(selection.candidate, recipe.reasoning) };
  }
}

/** A selection whose row is not measured yet. */
export type Chosen = Omit<SelectedRow, "tokens"> | Extract<Selection, { dropped: unknown }>;

/** A row as it stands in its file. */
export type WrittenRow = Pick<SelectedRow, "split" | "file" | "line">;

/** Where a candidate goes and what is written of it. */
export function writeRow(candidate: Candidate, recipe: SettledRecipe, format: RowFormat): WrittenRow {
  const split = splitOf(candidate.questionText, recipe);
  return {
    split,
    file: format.fileOf(candidate, split),
    line: JSON.stringify(format.toRow(candidate, recipe.reasoning)),
  };
}

/** Tells of one candidate after the other whether it is in; null for a kind or role that was not asked for. */
export function startSelection(
  recipe: SettledRecipe,
  write: (candidate: Candidate) => WrittenRow,
  seen = new Set<string>(),
): (whole: Candidate) => Chosen | null {
  return (whole) => {
    if (!recipe.kinds.includes(whole.kind) || !recipe.roles.includes(whole.role)) return null;
    const given = recipe.stopAtFirstError && whole.kind === "step" ? stopAtFirstError(whole) : whole;
    const dropped = dropReason(given, recipe);
    if (dropped) return { candidate: given, dropped };
    const candidate = isPair(given) && given.decision === "swap" ? turned(given) : given;
    const row = write(candidate);
    const repeated = firstSeen(keysOf(candidate, row, recipe), seen);
    if (repeated) return { candidate, dropped: repeated };
    return { candidate, ...row };
  };
}

/** What no two rows may have in common under the recipe, and what the second one is dropped as. */
function keysOf(
  candidate: Candidate,
  { file, line }: WrittenRow,
  recipe: SettledRecipe,
): [DropReason, string][] {
  const keys: [DropReason, string][] = [];
  // Ways that part after the error where they stop are one way then, of the very same nodes.
  if (recipe.stopAtFirstError && candidate.kind === "step")
    keys.push(["stopped_at_first_error", identityOf(candidate)]);
  if (recipe.dedupe) keys.push(["duplicate", `${file}\n${line}`]);
  if (recipe.dedupeTexts) keys.push(["duplicate_texts", `${file}\n${foldedRow(candidate)}`]);
  return keys;
}

/** Longer keys are kept as their hash. */
const longestKey = 200;

/** The first reason whose key was there before; where none was, all keys are from now on. */
function firstSeen(keys: readonly [DropReason, string][], seen: Set<string>): DropReason | null {
  const hashed = keys.map(([reason, key]): [DropReason, string] => {
    const named = `${reason}\n${key}`;
    return [reason, named.length > longestKey ? sha256Hex(named) : named];
  });
  for (const [reason, key] of hashed) if (seen.has(key)) return reason;
  for (const [, key] of hashed) seen.add(key);
  return null;
}

/** Texts and labels of a row, folded: equal where two rows say the same. */
function foldedRow(candidate: Candidate): string {
  const labels =
    candidate.kind === "kto"
      ? [candidate.isPositive]
      : candidate.kind === "step"
        ? candidate.turns.map(({ isPositive }) => isPositive)
        : candidate.kind === "grpo"
          ? [foldText(candidate.gold)]
          : [];
  const texts = [
    ...candidate.prompt.map(({ content }) => content),
    ...outputsOf(candidate).map(({ text }) => text),
  ];
  return JSON.stringify([...texts.map(foldText), labels]);
}

/** What stays first under a cap: the widest margin, the highest value; else the seed decides. */
function strengthOf(candidate: Candidate): Fraction {
  if (isPair(candidate)) return candidate.margin;
  if (candidate.kind === "sft") return decimalFraction(candidate.output.value);
  return zero;
}

/** A pair that a person swapped goes out the other way round; no margin of the credit speaks for it then. */
const turned = (candidate: PairCandidate): PairCandidate => ({
  ...candidate,
  chosen: candidate.rejected,
  rejected: candidate.chosen,
  ...(candidate.kind === "reward" && { margin: zero }),
});
