"use client";
import { useRouter } from "next/navigation";
import type { RefObject } from "react";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import type { DecisionVerdict, PairItem } from "@/lib/http/wire/pairs.ts";
import type { Judging } from "./use-judging.ts";
import { reasons } from "./verdicts.ts";

type PairKeys = {
  pair: PairItem | null;
  judging: Judging;
  foldRef: RefObject<HTMLDetailsElement | null>;
  onGo: (by: number) => void;
};

/** The keys of the queue. On a focused control these keys are the control's own. */
export function usePairKeys({ pair, judging, foldRef, onGo }: PairKeys): void {
  const router = useRouter();
  const isHidden = pair !== null && judging.isHidden(pair);
  /** A key that is held down decides one pair, not a row of them. */
  const once = (act: () => void) => (event: KeyboardEvent) => {
    if (!event.repeat) act();
  };
  const saying = (verdict: DecisionVerdict) => once(() => judging.say(verdict));
  useHotkeys({
    enter: once(judging.confirm),
    space: () => onGo(1),
    arrowleft: once(() => judging.saySide(true)),
    arrowright: once(() => judging.saySide(false)),
    arrowdown: saying("tie"),
    s: once(() => !isHidden && judging.say("swap")),
    x: saying("reject"),
    f: saying("flag"),
    u: judging.takeBack,
    "shift+u": judging.sayAgain,
    b: judging.toggleBlind,
    j: () => onGo(1),
    k: () => onGo(-1),
    e: () => foldRef.current && (foldRef.current.open = !foldRef.current.open),
    t: () =>
      pair &&
      !isHidden &&
      router.push(`/trees/${pair.treeId}?node=${pair.chosenPath}&against=${pair.rejectedPath}`),
    ...Object.fromEntries(reasons.map((words, at) => [String(at + 1), () => judging.toggleReason(words)])),
  });
}
