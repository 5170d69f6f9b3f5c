import type { Comparison, Flag, Method, Reason } from "./judgement.ts";
import type { Value } from "./value.ts";

/** Compares an answer, or a part of one, with its gold. */
export type Compare = (answer: Value, gold: Value) => Comparison;

export const correct = (method: Method, reason: Reason, ...flags: Flag[]): Comparison => ({
  verdict: "correct",
  method,
  reason,
  flags,
});
export const incorrect = (method: Method, reason: Reason): Comparison => ({
  verdict: "incorrect",
  method,
  reason,
  flags: [],
});
export const unknown = (reason: Reason): Comparison => ({
  verdict: "unknown",
  method: "none",
  reason,
  flags: [],
});
export const withFlag = (comparison: Comparison, flag: Flag): Comparison =>
  comparison.verdict === "correct"
    ? { ...comparison, flags: [...new Set([...comparison.flags, flag])] }
    : comparison;
