import type { Verdict } from "../../core/tree.ts";

const votes: Readonly<Record<string, Verdict>> = {
  CORRECT: "correct",
  INCORRECT: "incorrect",
  UNSURE: "unknown",
};

/** Thoughts that were begun and never ended hold no verdict, only a draft of one. */
const isStillThinking = (reply: string): boolean =>
  reply.lastIndexOf("<think>") > reply.lastIndexOf("</think>");

/**
 * The vote in a model's reply: its last line that is not blank, and only if that is a verdict alone (marks of emphasis
 * and a full stop are overlooked). Anything else is `unknown`: a verdict earlier in the reply, one of the fenced lines repeated,
 * a reply that the token limit cut.
 */
export function readVote(reply: string, { isTruncated = false }: { isTruncated?: boolean } = {}): Verdict {
  if (isTruncated || isStillThinking(reply)) return "unknown";
  const lines = reply.split(/[\n\r\v\f\u0085\u2028\u2029]/);
  const last = lines.findLast((line) => line.trim() !== "") ?? "";
  const word = /^VERDICT: *([A-Z]+)\.?$/.exec(last.replaceAll(/[*_`]/g, "").trim())?.[1];
  return votes[word ?? ""] ?? "unknown";
}
