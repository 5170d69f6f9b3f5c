import fc from "fast-check";
import { expect, test } from "vitest";
import type { Candidate } from "../../lib/export/candidate.ts";
import { countEffects } from "../../lib/export/count-effects.ts";
import { previewExport } from "../../lib/export/preview-export.ts";
import type { SettledRecipe } from "../../lib/export/settle-recipe.ts";
import { anyCandidates, anyRecipe, dpoOf, recipeOf, runFacts, sftOf, streamOf } from "./samples.ts";

/** Rows as an export by that recipe would hold them. */
async function rowsOf(candidates: readonly Candidate[], recipe: SettledRecipe): Promise<number> {
  const { counts } = await previewExport({ recipe, runs: [runFacts], open: () => streamOf(candidates) });
  return Object.values(counts)
    .flatMap((roles) => Object.values(roles))
    .reduce((sum, { train, validation }) => sum + train + validation, 0);
}

test("countEffects tells for any recipe the rows that the changed recipe would really give", async () => {
  await fc.assert(
    fc.asyncProperty(anyCandidates, anyRecipe, fc.nat(20), async (candidates, recipe, pick) => {
      const { rows, effects } = await countEffects(recipe, () => streamOf(candidates));
      expect(rows).toBe(await rowsOf(candidates, recipe));
      const effect = effects[pick % effects.length];
      const changed = { ...recipe, ...effect?.recipe } as SettledRecipe;
      expect(effect?.rows).toBe(await rowsOf(candidates, changed));
    }),
  );
});

test("countEffects proposes what is off and takes back what is on, each policy once", async () => {
  const candidates = [dpoOf(["a", "b"]), dpoOf(["c", "d"]), sftOf("a", { finishReason: "length" })];
  const off = await countEffects(recipeOf(), () => streamOf(candidates));
  const of = (effects: typeof off.effects, field: string) => effects.find((one) => one.field === field);
  expect(off.rows).toBe(2);
  expect(of(off.effects, "onePairPerParent")).toMatchObject({ recipe: { onePairPerParent: true }, rows: 1 });
  expect(of(off.effects, "truncated")).toMatchObject({ recipe: { truncated: "include" }, rows: 3 });
  expect(of(off.effects, "maxTokens")).toMatchObject({ recipe: { maxTokens: 1024 } });
  expect(of(off.effects, "stopAtFirstError")).toBeUndefined();
  expect(new Set(off.effects.map(({ field }) => field)).size).toBe(off.effects.length);
  const on = await countEffects(recipeOf({ maxRows: 1 }), () => streamOf(candidates));
  expect(on.rows).toBe(1);
  expect(of(on.effects, "maxRows")).toMatchObject({ recipe: { maxRows: null }, rows: 2 });
});

test("countEffects labels anew for another threshold, and tells nothing of shuffled labels", async () => {
  const asked: number[] = [];
  const { effects } = await countEffects(recipeOf(), (recipe) => {
    asked.push(recipe.thresholdAlpha);
    return streamOf(recipe.thresholdAlpha > 0 ? [] : [sftOf("a")]);
  });
  expect(asked).toEqual([0, 1]);
  expect(effects.find(({ field }) => field === "thresholdAlpha")?.rows).toBe(0);
  const none = await countEffects(recipeOf({ labels: "shuffled" }), () => streamOf([]));
  expect(none.effects).toEqual([]);
});
