import fc from "fast-check";
import { expect, test } from "vitest";
import { splitByWeight, splitUsage } from "../../lib/engine/split-usage.ts";

const choice = (text: string) => ({ text, reasoning: null });

test("splitByWeight(total, weights) gives whole parts that add up to the total, none further off than 1 from its share", () => {
  fc.assert(
    fc.property(
      fc.nat(2 ** 31 - 1),
      fc.array(fc.nat(100_000), { minLength: 1, maxLength: 12 }),
      (total, weights) => {
        const parts = splitByWeight(total, weights);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
        const sum = weights.reduce((a, b) => a + b, 0);
        for (const [index, part] of parts.entries()) {
          expect(Number.isSafeInteger(part) && part >= 0).toBe(true);
          const share = sum > 0 ? (total * (weights[index] ?? 0)) / sum : total / weights.length;
          expect(Math.abs(part - share)).toBeLessThanOrEqual(1 + 1e-6);
        }
      },
    ),
  );
});

test("splitUsage(usage, choices) adds up to the bill token by token, and no node has more cached tokens than prompt", () => {
  fc.assert(
    fc.property(
      fc.nat(100_000),
      fc.nat(100_000),
      fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      fc.array(fc.tuple(fc.string({ maxLength: 40 }), fc.option(fc.nat(500))), {
        minLength: 1,
        maxLength: 12,
      }),
      (promptTokens, completionTokens, cachedShare, sent) => {
        const cachedPromptTokens = cachedShare === null ? null : Math.floor(promptTokens * cachedShare);
        const shares = splitUsage(
          { promptTokens, completionTokens, cachedPromptTokens, isEstimated: false },
          sent.map(([text]) => choice(text)),
          sent.map(([, tokens]) => tokens),
        );
        const sum = (of: (share: (typeof shares)[number]) => number) => shares.reduce((a, b) => a + of(b), 0);
        expect(sum((share) => share.promptTokens)).toBe(promptTokens);
        expect(sum((share) => share.completionTokens)).toBe(completionTokens);
        expect(sum((share) => share.cachedPromptTokens ?? 0)).toBe(cachedPromptTokens ?? 0);
        for (const share of shares)
          expect(share.cachedPromptTokens ?? 0).toBeLessThanOrEqual(share.promptTokens);
      },
    ),
  );
});

test("splitUsage(usage, choices, tokens) goes by counted tokens, and by length where one choice is not counted", () => {
  const usage = { promptTokens: 7, completionTokens: 30, cachedPromptTokens: null, isEstimated: false };
  const choices = [choice("aaaaaaaaa"), choice("bbbb"), choice("cccc")];
  const completion = (tokens: readonly (number | null)[]) =>
    splitUsage(usage, choices, tokens).map(({ completionTokens }) => completionTokens);
  expect(completion([10, 5, 15])).toEqual([10, 5, 15]);
  expect(completion([10, null, 15])).toEqual([15, 8, 7]);
  expect(splitUsage(usage, choices, []).map(({ promptTokens }) => promptTokens)).toEqual([3, 2, 2]);
});
