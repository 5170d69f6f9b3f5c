import { decimalFraction, type Fraction, zero } from "../core/fraction.ts";
import { identityOf, isPair, type Candidate, type PairCandidate } from "./candidate.ts";
import { dropReason, longestOf, type DropReason } from "./drop-reason.ts";
import type { RowFormat } from "./formats/format.ts";
import { sha256Hex } from "./hash.ts";
import { groupOf, type RankedRow } from "./limit-rows.ts";
import type { SettledRecipe } from "./settle-recipe.ts";
import { questionKey, splitOf, type Split } from "./split-of.ts";

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
    });
  }
  return ranked;
}

/** Each candidate by itself: no limit over many rows but that equal ones stand once. */
export async function* selectEach(
  candidates: AsyncIterable<Candidate>,
  recipe: SettledRecipe,
  format: RowFormat,
): AsyncGenerator<Selection> {
  const seen = new Set<string>();
  for await (const given of candidates) {
    if (!recipe.kinds.includes(given.kind) || !recipe.roles.includes(given.role)) continue;
    const dropped = dropReason(given, recipe);
    if (dropped) {
      yield { candidate: given, dropped };
      continue;
    }
    const candidate = isPair(given) && given.decision === "swap" ? turned(given) : given;
    const split = splitOf(candidate.questionText, recipe);
    const file = format.fileOf(candidate, split);
    const line = JSON.stringify(format.toRow(candidate, recipe.reasoning));
    const key = recipe.dedupe ? sha256Hex(`${file}\n${line}`) : "";
    if (recipe.dedupe && seen.has(key)) yield { candidate, dropped: "duplicate" };
    else {
      if (recipe.dedupe) seen.add(key);
      yield { candidate, split, file, line, tokens: longestOf(candidate, recipe.reasoning) };
    }
  }
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
