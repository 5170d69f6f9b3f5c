import { expect, test } from "vitest";
import { writeCard } from "../../lib/export/card.ts";
import { formatOf } from "../../lib/export/formats/formats.ts";
import { previewExport } from "../../lib/export/preview-export.ts";
import type { Candidate } from "../../lib/export/candidate.ts";
import type { RunFacts } from "../../lib/export/run-facts.ts";
import { dpoOf, recipeOf, runFacts, sftOf, streamOf } from "./samples.ts";

async function cardOf(
  fields: Parameters<typeof recipeOf>[0],
  candidates: readonly Candidate[] = [sftOf("a")],
  run: RunFacts = runFacts,
): Promise<string> {
  const recipe = recipeOf(fields);
  const format = formatOf(recipe);
  const preview = await previewExport({ recipe, runs: [run], open: () => streamOf(candidates) });
  return writeCard({ format, recipe, runs: [run], files: [], ...preview });
}

test("writeCard says unset for terms that nobody gave, and no licence anywhere", async () => {
  const card = await cardOf({});
  expect(card).toContain("- Questions (sums \\| more): unset.");
  expect(card).toContain("- Texts of the models (small): unset.");
  expect(card.slice(0, card.indexOf("\n---"))).not.toMatch(/licen[cs]e/);
});

test("writeCard says the terms that were given, as words and never as marks", async () => {
  const card = await cardOf({ sourceLicence: "MIT <script>|`x`", modelTerms: "Apache 2.0" });
  expect(card).toContain("- Questions (sums \\| more): MIT \\<script\\>\\|\\`x\\`.");
  expect(card).toContain("- Texts of the models (small): Apache 2.0.");
});

test("writeCard says where reasoning went, and what the policies did to labels", async () => {
  expect(await cardOf({ reasoning: "drop" })).toContain("is left out.");
  expect(await cardOf({ reasoning: "think_tags" })).toContain("in `<think>` tags");
  const card = await cardOf({
    reasoning: "field",
    kinds: ["step"],
    thresholdAlpha: 1,
    stopAtFirstError: true,
  });
  expect(card).toContain("`thinking`. Turn labels are plain text: it is left out of them.");
  expect(card).toContain(
    "raised by 1 times the variance of their values: a reviewer's proposal, not MALT's rule",
  );
  expect(card).toContain("Ways stop after their first negative turn.");
});

test("writeCard shows what the rows are like: gaps, chance, claims and lengths", async () => {
  const claim = { saysCorrect: true, wasCorrect: false };
  const card = await cardOf(
    { kinds: ["dpo"], roles: ["closer"] },
    [
      dpoOf(["a", "b"], { chosen: { claim }, margin: [1, 3], decision: "accept" }),
      dpoOf(["a", "c"], { chosen: { claim } }),
    ],
    {
      ...runFacts,
      chance: [
        { role: "closer", pairs: 40, expected: { pairs: 31.4, deviation: 2.6 }, reversed: 5.2 },
        { role: "asker", pairs: 7, expected: null, reversed: null },
      ],
    },
  );
  expect(card).toContain("| closer | 2 | 1.00: 1, 0.33: 1 | too few questions |");
  expect(card).toContain("| accept: 1, undecided: 1 |");
  expect(card).toContain("| closer | 40 | 31 ± 3 | 5 |");
  expect(card).toContain("| asker | 7 | leaves: their own verdict |  |");
  expect(card).toContain("| closer | 1 | 100 % | 0 % | 1 of 1 |");
  expect(card).toMatch(/\| dpo closer \| \d+ \| \d+ \| \d+ \| \d+ \|/);
});
