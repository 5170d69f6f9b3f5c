import type { Verdict } from "@/lib/core/tree.ts";
import { showShare } from "./show-share.ts";

type Counts = Partial<Record<Verdict, Partial<Record<Verdict, number>>>>;

/** What the roles after the first answer did to it, in points of accuracy and in shares of right and wrong ones. */
export function netGain(counts: Counts): string {
  const at = (from: Verdict, to: Verdict): number => counts[from]?.[to] ?? 0;
  const sum = (from: Verdict): number => at(from, "correct") + at(from, "incorrect") + at(from, "unknown");
  const [right, wrong, unknown] = [sum("correct"), sum("incorrect"), sum("unknown")];
  const all = right + wrong + unknown;
  if (all === 0) return "No trajectory has a first answer yet.";
  const last = at("correct", "correct") + at("incorrect", "correct") + at("unknown", "correct");
  const points = ((last - right) / all) * 100;
  const shares = [
    wrong > 0 && `fixes ${showShare(at("incorrect", "correct") / wrong)} of wrong`,
    right > 0 && `breaks ${showShare((right - at("correct", "correct")) / right)} of right`,
  ].filter(Boolean);
  return `Net gain ${points > 0 ? "+" : points < 0 ? "−" : "±"}${Math.abs(points).toFixed(1)} points: ${shares.join(", ")}.`;
}
