import type { SignalKind } from "../../core/audit/signal-kinds.ts";
import { compare } from "../../core/fraction.ts";
import type { Path } from "../../core/path.ts";
import type { Verdict } from "../../core/tree.ts";
import { likeGold, numbersIn } from "./fold-loosely.ts";
import { lastLine, saysGold } from "./last-line.ts";

/** Raise it whenever signals or weights change: trees looked at by another one are looked at again. */
export const scorerVersion = "2";

/** `weight` is how likely, in percent, the verdict is wrong by this signal alone: a rank, not a measurement. */
export type Signal = { readonly kind: SignalKind; readonly weight: number; readonly detail: string };

export type LeafToAudit = {
  readonly path: Path;
  readonly text: string;
  /** The judge's. */
  readonly verdict: Verdict;
  /** A person's word, which makes a leaf no suspect. */
  readonly decided: Verdict | null;
  readonly answer: {
    readonly raw: string;
    readonly normalized: string;
    readonly start: number;
    readonly end: number;
  } | null;
  readonly reason: string;
  readonly flags: readonly string[];
  /** Cut at the token limit. */
  readonly isTruncated: boolean;
  /** A model's newest vote. */
  readonly vote: Verdict | null;
};

export type Suspicion = {
  readonly path: Path;
  /** Strongest first, at least one. */
  readonly signals: readonly Signal[];
  /** 0 … 1000: as if the signals were independent. */
  readonly score: number;
  /** What the verdict would be if the suspicion is right. */
  readonly turnsTo: Verdict;
};

/**
 * The leaves of one tree whose verdict a person should look at, in the order given, and why. Of leaves that are suspect
 * for nothing but their agreement with most others, the first stands for all, and is settled for all by a person's word
 * that does not turn it to right. Pure, deterministic, never throws.
 */
export function suspectLeaves(gold: string, leaves: readonly LeafToAudit[]): Suspicion[] {
  const majority = commonAnswer(leaves);
  let isMajorityTold = false;
  const suspicions: Suspicion[] = [];
  for (const leaf of leaves) {
    if (leaf.decided !== null) continue;
    const own = signalsOf(gold, leaf);
    const isCommon =
      majority !== null && leaf.verdict === "incorrect" && leaf.answer?.normalized === majority.answer;
    if (isCommon && (own.length > 0 || !isMajorityTold)) {
      isMajorityTold = true;
      own.push({
        kind: "majority",
        weight: Math.round(20 + (30 * majority.count) / leaves.length),
        detail: `${majority.count} of ${leaves.length} leaves say ${shorten(majority.answer)}: check the gold`,
      });
    }
    if (own.length === 0) continue;
    const doubt = own.reduce((product, { weight }) => product * (1 - weight / 100), 1);
    suspicions.push({
      path: leaf.path,
      signals: own.toSorted((a, b) => b.weight - a.weight),
      score: Math.round(1000 * (1 - doubt)),
      turnsTo: leaf.verdict === "correct" ? "incorrect" : "correct",
    });
  }
  return suspicions;
}

/** The answer that more than half of the leaves give, of three at least, while nobody has looked at it and let it stand. */
function commonAnswer(
  leaves: readonly LeafToAudit[],
): { readonly answer: string; readonly count: number } | null {
  const counts = new Map<string, number>();
  for (const { answer } of leaves)
    if (answer && answer.normalized !== "")
      counts.set(answer.normalized, (counts.get(answer.normalized) ?? 0) + 1);
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1]);
  if (!most || leaves.length < 3 || 2 * most[1] <= leaves.length) return null;
  const isSettled = leaves.some(
    ({ decided, answer }) => decided !== null && decided !== "correct" && answer?.normalized === most[0],
  );
  return isSettled ? null : { answer: most[0], count: most[1] };
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

function signalsOf(gold: string, leaf: LeafToAudit): Signal[] {
  return [
    ...(leaf.verdict === "correct" ? [] : missedGold(gold, leaf)),
    ...(leaf.verdict === "unknown" ? [unreadable(leaf)] : []),
    ...closings(leaf),
    ...votes(leaf),
  ];
}

const likenesses = {
  folded: {
    kind: "equal-folded",
    weight: 90,
    detail: "equal to the gold once case, spaces, signs and LaTeX wrappers are taken away",
  },
  swapped: { kind: "equal-folded", weight: 85, detail: "equal to the gold once comma and point are swapped" },
  "same-number": { kind: "same-number", weight: 60, detail: "the gold's number with another word or unit" },
} as const;

function missedGold(gold: string, leaf: LeafToAudit): Signal[] {
  const likeness = leaf.answer && likeGold(leaf.answer.raw, gold);
  if (likeness) return [likenesses[likeness]];
  const { start, end } = lastLine(leaf.text);
  if (!saysGold(leaf.text.slice(start, end), gold)) return [];
  return [
    {
      kind: "gold-in-last-line",
      weight: leaf.answer && leaf.answer.end <= start ? 80 : 65,
      detail: leaf.answer
        ? `the last line says the gold, ${shorten(leaf.answer.raw)} was taken`
        : "the last line says the gold, nothing was taken",
    },
  ];
}

const missing = new Set(["no-answer", "empty-answer", "unbalanced-box"]);

function unreadable({ reason, isTruncated }: LeafToAudit): Signal {
  if (isTruncated || reason === "truncated")
    return { kind: "truncated", weight: 30, detail: "cut at the token limit before an answer" };
  if (missing.has(reason)) return { kind: "no-answer", weight: 50, detail: "no answer was found" };
  return {
    kind: "unknown",
    weight: reason === "abstained" ? 10 : 55,
    detail: `the judge could not tell: ${reason || "no reason is stored"}`,
  };
}

/** What the text ends on against what was taken; of an answer judged wrong it matters only where the gold is near. */
function closings({ text, verdict, answer, flags, isTruncated }: LeafToAudit): Signal[] {
  const signals: Signal[] = [];
  if (flags.includes("conflict"))
    signals.push({
      kind: "conflict",
      weight: verdict === "correct" ? 35 : 45,
      detail: "two closing forms disagree; the later one was judged",
    });
  if (verdict === "incorrect" && isTruncated)
    signals.push({ kind: "truncated", weight: 20, detail: "cut at the token limit behind this answer" });
  if (verdict !== "correct" || !answer) return signals;
  const line = lastLine(text);
  if (answer.end > line.start) return signals;
  const [taken, ...others] = numbersIn(answer.raw);
  const ends = numbersIn(text.slice(line.start, line.end));
  if (taken && others.length === 0 && ends.length > 0 && ends.every((end) => compare(end, taken) !== 0))
    signals.push({
      kind: "line-disagrees",
      weight: 40,
      detail: `${shorten(answer.raw)} was taken, the last line ends on another number`,
    });
  return signals;
}

function votes({ verdict, vote }: LeafToAudit): Signal[] {
  if (vote === null || vote === "unknown" || vote === verdict) return [];
  return [{ kind: "vote", weight: verdict === "unknown" ? 60 : 75, detail: `a model votes ${vote}` }];
}
