import { expect, test } from "vitest";
import { readUsage } from "../../lib/engine/usage.ts";

test.each([3e12, 2 ** 31, Number.POSITIVE_INFINITY, -1, "12", null])(
  "readUsage takes %s for no count of tokens and estimates",
  (sent) => {
    expect(readUsage({ usage: { prompt_tokens: sent, completion_tokens: 7 } }, 41, 0)).toEqual({
      promptTokens: 11,
      completionTokens: 7,
      cachedPromptTokens: null,
      isEstimated: true,
    });
  },
);
