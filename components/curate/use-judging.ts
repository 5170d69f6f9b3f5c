"use client";
import { useState } from "react";
import { useStoredText } from "@/components/ui/use-stored-text.ts";
import { leftOfPair } from "@/lib/core/curation/left-of-pair.ts";
import type { DecisionVerdict, PairItem, Sample } from "@/lib/http/wire/pairs.ts";
import { wordBefore } from "./decision-entries.ts";
import { useAuthor } from "./use-author.ts";
import { useBulk } from "./use-bulk.ts";
import { useChoices, type Choice } from "./use-choices.ts";
import { useDecisions } from "./use-decisions.ts";
import { useDecisionTime } from "./use-decision-time.ts";
import { useUndo, type BulkStep } from "./use-undo.ts";

type Judged = {
  /** The pair that keys decide on; null while the next one is awaited. */
  readonly pair: PairItem | null;
  /** Whether a word settles what annotators differ on; nothing is judged blind then. */
  readonly isSettling: boolean;
  /** Where the pair came from a random sample. */
  readonly sample: Sample | null;
  readonly onShow: (pair: PairItem) => void;
  /** Called once the word is on its way. */
  readonly onDecided: () => void;
};

/** How a person judges the pair on screen: openly, or blind with a reveal before the word is saved. */
export function useJudging(runId: string, { pair, isSettling, sample, onShow, onDecided }: Judged) {
  const [author] = useAuthor();
  const name = author.trim();
  const [blindText, storeBlind] = useStoredText("malthouse.blind", "");
  const [fastText, storeFast] = useStoredText("malthouse.fast", "");
  const [isBlind, isFast] = [blindText === "on" && !isSettling, fastText === "on"];
  const [reasons, setReasons] = useState<readonly string[]>([]);
  const { choices, keep } = useChoices(runId);
  const decisions = useDecisions(runId);
  const undo = useUndo(runId);
  const { takeBack: takeBackBulk } = useBulk(runId);

  const keyOf = (one: PairItem): string => JSON.stringify([name, one.chosenNodeId, one.rejectedNodeId]);
  const isHidden = (one: PairItem): boolean =>
    isBlind && !choices.has(keyOf(one)) && (one.decision === null || (one.decision.author ?? "") !== name);
  const leftOf = (one: PairItem): string =>
    isBlind ? leftOfPair(one.chosenNodeId, one.rejectedNodeId, name) : one.chosenNodeId;
  const readTime = useDecisionTime(pair && keyOf(pair));
  const choice = pair && isBlind ? choices.get(keyOf(pair)) : undefined;
  const pending = choice?.now ?? null;

  const save = (one: PairItem, verdict: DecisionVerdict, first?: DecisionVerdict): void => {
    const reason = reasons.join("; ") || undefined;
    undo.push({ pair: one, verdict, reason, settles: isSettling });
    decisions.decide({
      pair: one,
      verdict,
      reason,
      leftNodeId: leftOf(one),
      blind: first !== undefined || isHidden(one),
      firstVerdict: first,
      sample: sample ?? undefined,
      ms: readTime() ?? undefined,
      settles: isSettling,
    });
    setReasons([]);
    onDecided();
  };
  const settle = (one: PairItem, made: Choice, verdict: DecisionVerdict): void => {
    keep(keyOf(one), { ...made, now: null });
    save(one, verdict, made.first);
  };
  const say = (verdict: DecisionVerdict): void => {
    if (!pair) return;
    // "Later" is no judgement: it neither needs a reveal nor ends the blindness.
    if (verdict === "flag" && choice && pending !== null) settle(pair, choice, verdict);
    else if (verdict === "flag" || (isHidden(pair) && isFast)) save(pair, verdict);
    else if (isHidden(pair)) keep(keyOf(pair), { first: verdict, now: verdict });
    else if (choice && pending !== null) keep(keyOf(pair), { ...choice, now: verdict });
    else save(pair, verdict);
  };
  const saySide = (isLeft: boolean): void => {
    if (pair) say((leftOf(pair) === pair.chosenNodeId) === isLeft ? "accept" : "swap");
  };
  const confirm = (): void => {
    if (!pair || isHidden(pair)) return;
    if (choice && pending !== null) settle(pair, choice, pending);
    else save(pair, "accept");
  };
  const turnBulk = ({ bulk }: BulkStep): void =>
    takeBackBulk.mutate(bulk, { onSuccess: ({ step }) => undo.rename(bulk, step) });
  const takeBack = (): void => {
    const step = undo.pop();
    if (!step) return;
    if ("bulk" in step) return turnBulk(step);
    decisions.decide({
      pair: step.pair,
      ...(step.settles ? { verdict: "clear", settles: true } : wordBefore(step.pair, name)),
    });
    onShow(step.pair);
  };
  const sayAgain = (): void => {
    const step = undo.redo();
    if (!step) return;
    if ("bulk" in step) return turnBulk(step);
    const { verdict, reason, settles } = step;
    decisions.decide({ pair: step.pair, verdict, reason, settles });
    onShow(step.pair);
  };
  return {
    isBlind,
    isFast,
    isSettling,
    toggleBlind: () => storeBlind(isBlind ? "" : "on"),
    toggleFast: () => storeFast(isFast ? "" : "on"),
    isHidden,
    leftOf,
    /** What `↵` saves; null where nothing was chosen blind. */
    pending,
    say,
    saySide,
    confirm,
    takeBack,
    sayAgain,
    /** Remembers a word on many pairs as the last step. */
    noteBulk: (step: BulkStep) => undo.push(step),
    lastStep: undo.last,
    nextStep: undo.next,
    reasons,
    toggleReason: (words: string) =>
      setReasons((known) =>
        known.includes(words) ? known.filter((one) => one !== words) : [...known, words],
      ),
    clearReasons: () => setReasons([]),
    decisions,
  };
}

export type Judging = ReturnType<typeof useJudging>;
