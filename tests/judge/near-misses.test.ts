import { describe, expect, test } from "vitest";
import { judgeAnswer } from "../../lib/judge/judge-answer.ts";
import { choices } from "./extraction-rows.ts";
import { nearMisses } from "./near-misses.ts";

for (const [theme, rows] of Object.entries(nearMisses))
  describe(`judgeAnswer(text, gold): ${theme}`, () => {
    for (const [task, text, gold, verdict, question] of rows)
      test(`${task}: ${JSON.stringify(text)} for ${JSON.stringify(gold)} is ${verdict}${question ? ` of: ${question}` : ""}`, () => {
        const input = { task, text, gold, choices, ...(question !== undefined && { question }) };
        expect(judgeAnswer(input).verdict).toBe(verdict);
      });
  });
