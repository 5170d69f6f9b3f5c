import { expect, test } from "vitest";
import { defaultTemplate } from "../../lib/protocols/malt/prompts.ts";
import { playAnswer } from "../support/play-answer.ts";

const question = "A baker sells 12 loaves at 3 dollars each. How much is that?";
const play = (prompt: string, rightShare: number): string =>
  playAnswer(prompt, { gold: (asked) => (asked === question ? "36" : null), rightShare, draw: () => 0.5 });
const promptOf = (role: "generator" | "verifier" | "refiner", answer = "", critique = ""): string =>
  defaultTemplate("gsm8k", role)
    .replace("{question}", question)
    .replace("{answer}", answer)
    .replace("{critique}", critique);

test("playAnswer writes to each of the default prompts what its role is asked for", () => {
  const right = play(promptOf("generator"), 1);
  expect(right).toMatch(/Final Answer: 36$/);
  const wrong = play(promptOf("generator"), 0);
  expect(wrong).toMatch(/Final Answer: \d+$/);
  expect(wrong).not.toMatch(/: 36$/);
  expect(play(promptOf("verifier", right), 1)).toMatch(/Verdict: CORRECT$/);
  expect(play(promptOf("verifier", right), 0)).toMatch(/Verdict: INCORRECT$/);
  expect(play(promptOf("verifier", wrong), 1)).toMatch(/Verdict: INCORRECT$/);
  expect(play(promptOf("refiner", wrong, play(promptOf("verifier", wrong), 1)), 1)).toMatch(
    /Final Answer: 36$/,
  );
});
