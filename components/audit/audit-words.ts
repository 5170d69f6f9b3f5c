import type { Verdict } from "@/lib/core/tree.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import type { AuditStep, TurnEffect } from "@/lib/http/wire/audit.ts";
import { formatNoun } from "@/components/ui/format.ts";

/** Why leaves are suspect, in the order of the filters. */
export const signalWords: Readonly<Record<string, string>> = {
  "gold-in-last-line": "Gold in last line",
  "equal-folded": "Equal after folding",
  "same-number": "Word or unit differs",
  vote: "A model disagrees",
  "no-answer": "No answer found",
  unknown: "Judge could not tell",
  conflict: "Two closing forms",
  "line-disagrees": "Last line disagrees",
  truncated: "Cut at limit",
  majority: "Equals most leaves",
};

export const effectWords: Readonly<Record<string, string>> = {
  labels: "Flips a label",
  pairs: "Changes pairs",
  none: "No effect",
};

export const verdictWords: Readonly<Record<Verdict, string>> = {
  correct: "right",
  incorrect: "wrong",
  unknown: "unknown",
};

/** "3 values, 2 labels, +1 −1 pairs". */
export function effectText({ values, labels, pairsAdded, pairsRemoved }: TurnEffect): string {
  if (values === 0 && labels === 0) return "turns no value";
  const pairs = pairsAdded + pairsRemoved > 0 ? `pairs +${pairsAdded} −${pairsRemoved}` : "no pair";
  return [
    `turns ${formatNoun(values, "value")}`,
    labels > 0 ? formatNoun(labels, "label above it", "labels above it") : "no label above it",
    pairs,
  ].join(", ");
}

/** "G2 · V1 · R3" of path 2.1.3. */
export function placeText(path: string, roles: readonly RoleView[]): string {
  return path
    .split(".")
    .map((ordinal, depth) => `${roles.find((role) => role.depth === depth + 1)?.letter ?? "?"}${ordinal}`)
    .join(" · ");
}

/** What a step of the audit was. */
export function stepText({ kind, verdict, leaves, goldBefore, goldAfter }: AuditStep): string {
  const said = verdict === null ? "" : verdictWords[verdict];
  if (kind === "verdict") return `Marked ${said}`;
  if (kind === "bulk") return `Marked ${formatNoun(leaves, "leaf", "leaves")} ${said}`;
  if (kind === "gold-wrong") return `Marked the gold ${goldBefore ?? ""} as wrong`;
  if (kind === "gold-cleared") return `Took the mark off the gold ${goldBefore ?? ""}`;
  if (kind === "gold-mended") return `Mended the gold: ${goldBefore ?? ""} → ${goldAfter ?? ""}`;
  return "Took a step back";
}

/** "1.2 % [0.3–3.5]". */
export function shareText({ rate, low, high }: { rate: number; low: number; high: number }): string {
  const percent = (share: number): string => (100 * share).toFixed(1);
  return `${percent(rate)} % [${percent(low)}–${percent(high)}]`;
}
