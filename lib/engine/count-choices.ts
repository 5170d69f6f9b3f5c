import type { Choice, CompletionResult } from "./complete.ts";
import { simulatorId } from "./known-endpoints.ts";
import { type Lane, quirksOf } from "./lane.ts";
import { tokenizeTexts } from "./tokenize-texts.ts";

/**
 * Tokens of choices that came in one answer, by their log probabilities, else by the server's tokenizer; null where
 * neither tells. Asks nothing where there is nothing to split. An endpoint without a tokenizer is asked once a model.
 */
export async function countChoices(
  lane: Lane,
  model: string,
  kept: readonly { readonly index: number; readonly choice: Choice }[],
  { choiceTokens, usage }: CompletionResult,
): Promise<readonly (number | null)[]> {
  const known = kept.map(({ index }) => choiceTokens[index] ?? null);
  const quirks = quirksOf(lane, model);
  if (kept.length < 2 || known.every((tokens) => tokens !== null)) return known;
  if (usage.isEstimated || quirks.hasNoTokenizer || lane.endpointId === simulatorId) return known;
  const texts = kept.map(({ choice }) => `${choice.reasoning ?? ""}${choice.text}`);
  const counted = await tokenizeTexts(lane.access, model, texts);
  if (counted === null) quirks.hasNoTokenizer = true;
  return counted ?? known;
}
