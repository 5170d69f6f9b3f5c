import type { z } from "zod";
import type { JudgePool } from "../judge/pool.ts";
import type { JudgePost } from "./wire/judge.ts";
import type { JudgedItem } from "./wire/judged-item.ts";

/** Judges pasted texts in order; each says how long it took, waiting for a worker included. */
export async function judgeItems(
  judge: JudgePool,
  items: z.output<typeof JudgePost>["items"],
): Promise<JudgedItem[]> {
  return await Promise.all(
    items.map(async ({ task, text, gold, question, isTruncated, rule }): Promise<JudgedItem> => {
      const startedAt = performance.now();
      const choices = typeof question === "object" ? question.choices : undefined;
      const asked = typeof question === "object" ? question.text : question;
      const judgement = await judge.judge({
        task,
        text,
        gold,
        ...(choices && { choices }),
        ...(asked !== undefined && { question: asked }),
        ...(isTruncated !== undefined && { isTruncated }),
        ...(rule && { rule }),
      });
      return {
        verdict: judgement.verdict,
        answer: judgement.answer,
        method: judgement.method,
        reason: judgement.reason,
        normalizedGold: judgement.normalizedGold,
        typeAnswer: judgement.typeAnswer ?? null,
        typeGold: judgement.typeGold ?? null,
        flags: [
          ...judgement.flags,
          ...(judgement.weak ? ["weak"] : []),
          ...(judgement.conflict ? ["conflict"] : []),
        ],
        tier: judgement.tier,
        weak: judgement.weak,
        conflict: judgement.conflict,
        alternatives: [...judgement.alternatives],
        f1: judgement.f1 ?? null,
        library: judgement.library ?? null,
        elapsedMs: performance.now() - startedAt,
        judgeVersion: judgement.judgeVersion,
      };
    }),
  );
}
