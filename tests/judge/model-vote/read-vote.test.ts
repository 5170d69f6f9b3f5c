import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readVote } from "../../../lib/judge/model-vote/read-vote.ts";

describe("readVote", () => {
  test.each([
    ["Both are 12.\nVERDICT: CORRECT", "correct"],
    ["VERDICT: INCORRECT", "incorrect"],
    ["I cannot tell.\n\nVERDICT: UNSURE\n\n  ", "unknown"],
    ["So:\r\n**VERDICT: INCORRECT**", "incorrect"],
    ["**VERDICT:** CORRECT.", "correct"],
    ["`VERDICT: CORRECT`", "correct"],
    ["<think>VERDICT: INCORRECT? No.</think>\nVERDICT: CORRECT", "correct"],
  ])("takes %j as %s", (reply, vote) => expect(readVote(reply)).toBe(vote));

  test.each([
    "",
    "CORRECT",
    "verdict: correct",
    "VERDICT: RIGHT",
    "VERDICT: CORRECT or VERDICT: INCORRECT",
    "VERDICT: CORRECT\nNo, wait.",
    "| VERDICT: CORRECT",
    '"VERDICT: CORRECT"',
    "My VERDICT: CORRECT",
    "VERDICT: CORRECT, I think",
    "VERDICT: CONSTRUCTOR",
    "<think>\nVERDICT: CORRECT",
  ])("takes %j as no vote", (reply) => expect(readVote(reply)).toBe("unknown"));

  test("a reply that the token limit cut is no vote, whatever its last line says", () => {
    expect(readVote("VERDICT: CORRECT", { isTruncated: true })).toBe("unknown");
  });

  test("only the last line that is not blank decides", () => {
    const word = fc.constantFrom("CORRECT", "INCORRECT", "UNSURE");
    const junk = fc
      .array(
        fc.oneof(
          fc.string({ unit: "binary" }),
          word.map((one) => `\nVERDICT: ${one}\n`),
        ),
      )
      .map((parts) => parts.join("").replaceAll(/<\/?think>/g, ""));
    const meaning = { CORRECT: "correct", INCORRECT: "incorrect", UNSURE: "unknown" } as const;
    fc.assert(
      fc.property(junk, word, fc.stringMatching(/^[ \n\t]*$/), (before, one, after) => {
        expect(readVote(`${before}\nVERDICT: ${one}${after}`)).toBe(meaning[one]);
        expect(readVote(`${before}\nVERDICT: ${one}\nbut${after}`)).toBe("unknown");
      }),
    );
  });
});
