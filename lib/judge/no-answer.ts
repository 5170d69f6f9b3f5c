import type { Judgement, Reason } from "./judgement.ts";
import { judgeVersion } from "./version.ts";

/** The judgement of a text in which no answer was read. */
export const noAnswer = (reason: Reason, normalizedGold: string): Judgement => ({
  verdict: "unknown",
  answer: null,
  method: "none",
  reason,
  normalizedGold,
  flags: [],
  weak: false,
  conflict: false,
  alternatives: [],
  tier: null,
  judgeVersion,
});
