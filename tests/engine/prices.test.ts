import { expect, test } from "vitest";
import { costOf } from "../../lib/engine/prices.ts";
import { readUsage } from "../../lib/engine/usage.ts";

const usage = { promptTokens: 1_000_000, completionTokens: 500_000, cachedPromptTokens: 400_000 };

test("costOf takes prompt, cached prompt and completion tokens by the million", () => {
  expect(
    costOf(usage, { promptPerMillion: 2, cachedPromptPerMillion: 0.5, completionPerMillion: 8 }),
  ).toBeCloseTo(1.2 + 0.2 + 4, 12);
  expect(costOf(usage, { promptPerMillion: 2, completionPerMillion: 8 })).toBeCloseTo(6, 12);
  expect(
    costOf(
      { ...usage, cachedPromptTokens: null },
      { promptPerMillion: 2, cachedPromptPerMillion: 0, completionPerMillion: 0 },
    ),
  ).toBeCloseTo(2, 12);
});

test("costOf is 0 without a price and for a machine by the hour", () => {
  expect(costOf(usage, undefined)).toBe(0);
  expect(costOf(usage, { gpuHourUsd: 3 })).toBe(0);
});

test("readUsage reads what is there and estimates the rest", () => {
  expect(
    readUsage(
      { usage: { prompt_tokens: 10, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 8 } } },
      99,
      99,
    ),
  ).toEqual({
    promptTokens: 10,
    completionTokens: 4,
    cachedPromptTokens: 8,
    isEstimated: false,
  });
  expect(
    readUsage({ usage: { prompt_tokens: 10, completion_tokens: 4, prompt_cache_hit_tokens: 64 } }, 0, 0)
      .cachedPromptTokens,
  ).toBe(10);
  expect(readUsage({ usage: { prompt_tokens: -1, completion_tokens: "4" } }, 9, 4)).toEqual({
    promptTokens: 3,
    completionTokens: 1,
    cachedPromptTokens: null,
    isEstimated: true,
  });
});
