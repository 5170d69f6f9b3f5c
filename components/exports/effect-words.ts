import { formatCount } from "@/components/ui/format.ts";

const choices: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  undecided: { include: "Take in", exclude: "Leave out" },
  truncated: { include: "Take in", exclude: "Leave out" },
  unknown: { include: "Take in", exclude: "Leave out" },
  restsOnUnknown: { include: "Take in", exclude: "Leave out" },
  sftFrom: { all_positives: "All", paired_positives: "In a pair" },
  onePairPerParent: { true: "One", false: "All" },
  stopAtFirstError: { true: "Stop", false: "Go on" },
  dedupe: { true: "Once", false: "Keep all" },
  dedupeTexts: { true: "Once", false: "Keep all" },
};

/** What a policy would be, in the words of its control. */
export function effectWords(field: string, value: unknown): string {
  if (value === null) return "No limit";
  if (field === "minMargin") return value === 0 ? "Any" : "1/3";
  if (field === "thresholdAlpha") return value === 0 ? "Off" : `α ${String(value)}`;
  return choices[field]?.[String(value)] ?? (typeof value === "number" ? formatCount(value) : String(value));
}
