import type { ComparedMeasure } from "@/lib/http/wire/compare.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";

type Key = ComparedMeasure["key"];

/** Pairs are counts; all else is a share, told in percent and its change in points. */
export const isCount = (key: Key): boolean => key === "pairs";

const signed = (text: string, value: number): string => (value > 0 ? `+${text}` : text);

/** "62.3 %", "4.21". */
export function formatMeasure(key: Key, value: number | null): string {
  if (value === null) return "–";
  return isCount(key) ? value.toFixed(2) : `${(100 * value).toFixed(1)} %`;
}

/** "+4.2", "−0.31": points of a share, or pairs a tree. A true minus sign, so that columns stand. */
export function formatChange(key: Key, change: number | null): string {
  if (change === null) return "–";
  const scaled = isCount(key) ? change : 100 * change;
  const text = scaled.toFixed(isCount(key) ? 2 : 1);
  const rounded = Number(text);
  return signed(text.replace(/^-0(\.0*)?$/, "0$1").replace("-", "−"), rounded);
}

/** What a measure is called; `role` is the one it is of. */
export function measureWords(
  key: Key,
  role: RoleView | undefined,
): { readonly name: string; readonly note: string } {
  const who = role?.title ?? "First role";
  const words: Readonly<Record<Key, { readonly name: string; readonly note: string }>> = {
    value: { name: "Mean leaf value", note: "what the last role gets right" },
    own: { name: `${who}’s own answer right`, note: "before anybody reads it; unknown is not right" },
    majority: { name: "Most leaves right", note: "more than half of a question’s leaves" },
    above: { name: "Above the threshold", note: "the question’s value" },
    pairs: { name: `${who} pairs`, note: "per tree" },
    mixed: { name: `${who} groups mixed`, note: "share of sibling groups that give a pair" },
  };
  return words[key];
}

/** Whether an interval tells the two runs apart. */
export const isSure = ({ low, high }: ComparedMeasure): boolean =>
  low !== null && high !== null && (low > 0 || high < 0);

/** The comparison in one sentence, by the mean leaf value. */
export function headline(value: ComparedMeasure | undefined): string {
  if (!value || value.change === null) return "Nothing to compare yet.";
  const points = formatChange("value", Math.abs(value.change)).replace("+", "");
  const { low, high, questions } = value;
  const over = `${questions.toLocaleString("en-US")} ${questions === 1 ? "question" : "questions"}`;
  if (low === null || high === null)
    return value.change === 0
      ? `A and B are alike over ${over}.`
      : `${value.change > 0 ? "B" : "A"} is ahead by ${points} points of leaf value over ${over}; too few for an interval.`;
  const interval = `95 % interval ${formatChange("value", low)} to ${formatChange("value", high)}`;
  if (!isSure(value)) return `Over ${over} the leaf values do not tell A and B apart (${interval} points).`;
  return `${value.change > 0 ? "B" : "A"} is better by ${points} points of leaf value over ${over} (${interval}).`;
}
