import { expect, test } from "vitest";
import { parseChoices } from "../../../components/judge/parse-choices.ts";
import { samples } from "../../../components/judge/samples.ts";
import { judgeAnswer } from "../../../lib/judge/judge-answer.ts";

test("parseChoices(typed) reads the usual ways to letter a choice, and letters the rest", () => {
  expect(parseChoices("A: cellar\n(b) kiln\n\nC. barn\nstream")).toEqual([
    { label: "A", text: "cellar" },
    { label: "B", text: "kiln" },
    { label: "C", text: "barn" },
    { label: "D", text: "stream" },
  ]);
});

const promised: Readonly<Record<string, string>> = { "A slip": "incorrect", "No answer": "unknown" };

test.each(samples.map((sample) => [sample.name, sample] as const))(
  "the sample “%s” gets the verdict it stands for",
  (name, sample) => {
    const choices = sample.choices ? parseChoices(sample.choices) : [];
    const judged = judgeAnswer({ task: sample.task, text: sample.text, gold: sample.gold, choices });
    expect(judged.verdict).toBe(promised[name] ?? "correct");
  },
);
