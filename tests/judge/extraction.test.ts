import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeAnswer } from "../../lib/judge/judge-answer.ts";
import { choices, extractionRows, reportedFailures, type ExtractionRow } from "./extraction-rows.ts";

const judgeRow = ([task, text, gold]: ExtractionRow) =>
  judgeAnswer({ task, text, gold, ...(task === "csqa" && { choices }) });

for (const [group, rows] of Object.entries({ ...reportedFailures, ...extractionRows }))
  describe(`${group}`, () => {
    for (const row of rows) {
      const [task, text, gold, verdict, raw, reason] = row;
      test(`judgeAnswer(${task}, ${JSON.stringify(text)}, ${JSON.stringify(gold)}) is ${verdict}`, () => {
        const judgement = judgeRow(row);
        expect(judgement).toMatchObject({ verdict, ...(reason && { reason }) });
        expect(judgement.answer?.raw ?? null).toBe(raw);
      });
    }
  });

const allRows = Object.values({ ...reportedFailures, ...extractionRows }).flat();
const anyRow = fc.constantFrom(...allRows);
/** Prose that closes nothing: its pieces fold, compose or take two units each. */
const anyProse = fc
  .array(
    fc.constantFrom(
      "caf\u00e9 ",
      "cafe\u0301 ",
      "\u{1f600}",
      "\uff21\uff22 ",
      "\u2212",
      "\u{1d7d9} ",
      "so it goes ",
      "\u00a0",
    ),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(""));

describe("judgeAnswer(text) reads one answer however the text around it is written", () => {
  test("whatever prose stands before it, and the span moves along", () => {
    fc.assert(
      fc.property(anyRow, anyProse, (row, prose) => {
        const [task, text, gold] = row;
        if (judgeRow(row).tier === "whole") return;
        const moved = judgeRow([task, `${prose}.\n\n${text}`, gold, "unknown", null]);
        const plain = judgeRow(row);
        expect(moved.verdict).toBe(plain.verdict);
        expect(moved.answer?.start ?? null).toBe(plain.answer && plain.answer.start + prose.length + 3);
        if (moved.answer)
          expect(`${prose}.\n\n${text}`.slice(moved.answer.start, moved.answer.end)).toBe(moved.answer.raw);
      }),
    );
  });

  test("whether its lines end as on Unix or on Windows", () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const [task, text, gold] = row;
        const windows = judgeRow([task, text.replaceAll("\n", "\r\n"), gold, "unknown", null]);
        expect(windows.verdict).toBe(judgeRow(row).verdict);
        expect(windows.answer?.raw).toBe(judgeRow(row).answer?.raw);
      }),
    );
  });

  test("whatever white space stands behind it", () => {
    fc.assert(
      fc.property(anyRow, fc.constantFrom(" ", "\n", "\r\n\r\n", "\u00a0\n"), (row, space) => {
        const [task, text, gold] = row;
        expect(judgeRow([task, `${text}${space}`, gold, "unknown", null]).verdict).toBe(
          judgeRow(row).verdict,
        );
      }),
    );
  });
});
