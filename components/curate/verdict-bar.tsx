"use client";
import type { MouseEvent } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Chip } from "@/components/ui/chip.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { Kbd } from "@/components/ui/kbd.tsx";
import type { DecisionVerdict, PairItem } from "@/lib/http/wire/pairs.ts";
import type { Judging } from "./use-judging.ts";
import type { Step } from "./use-undo.ts";
import { reasons, stateWords, verdictMeaning } from "./verdicts.ts";

const openly: readonly { verdict: DecisionVerdict; text: string; keys: readonly string[] }[] = [
  { verdict: "accept", text: "Accept", keys: ["←", "↵"] },
  { verdict: "swap", text: "Swap", keys: ["→", "s"] },
  { verdict: "tie", text: "No difference", keys: ["↓"] },
  { verdict: "reject", text: "Reject pair", keys: ["x"] },
];

/** The same in the words of the sides: which of them credit chose is not told. */
function blindly(isChosenLeft: boolean): typeof openly {
  const [left, right] = isChosenLeft ? (["accept", "swap"] as const) : (["swap", "accept"] as const);
  return [
    { verdict: left, text: "A is better", keys: ["←"] },
    { verdict: "tie", text: "No difference", keys: ["↓"] },
    { verdict: right, text: "B is better", keys: ["→"] },
    { verdict: "reject", text: "Reject pair", keys: ["x"] },
  ];
}

/** The last step in few words; blind without the gap. */
function stepWords(step: Step, isBlind: boolean): string {
  const word = step.verdict === "clear" ? "made undecided" : stateWords[step.verdict];
  if ("bulk" in step) return `${formatNoun(step.saved, "pair")} ${word}`;
  return isBlind ? "saved" : `${word}: gap ${step.pair.marginText}`;
}

type VerdictBarProps = { pair: PairItem; judging: Judging; onSkip: () => void };

/** A person's word on the pair: why, what, and the way back. */
export function VerdictBar({ pair, judging, onSkip }: VerdictBarProps) {
  const { pending, reasons: given, lastStep: last, nextStep: next } = judging;
  const isHidden = judging.isHidden(pair);
  const isChosenLeft = judging.leftOf(pair) === pair.chosenNodeId;
  const standing = isHidden ? null : (pending ?? pair.decision?.verdict ?? null);
  // A button that keeps the focus would answer the next ↵ in place of "accept".
  const leaving = (act: () => void) => (event: MouseEvent<HTMLElement>) => {
    event.currentTarget.blur();
    act();
  };
  return (
    <div className="border-line bg-surface flex shrink-0 flex-col gap-2.5 border-t px-3 py-2.5 max-md:sticky max-md:bottom-[52px] max-md:z-10 md:px-5 [@media(max-height:560px)]:static!">
      <div
        className="flex items-center gap-1.5 max-md:overflow-x-auto md:flex-wrap"
        role="group"
        aria-label="Why"
      >
        <span className="text-small text-ink3">Why</span>
        {reasons.map((words, at) => (
          <Chip key={words} isOn={given.includes(words)} onClick={leaving(() => judging.toggleReason(words))}>
            <Kbd>{at + 1}</Kbd> {words}
          </Chip>
        ))}
      </div>
      <div className="grid grid-cols-2 gap-2 md:grid-cols-4">
        {(judging.isBlind ? blindly(isChosenLeft) : openly).map(({ verdict, text, keys }) => (
          <Button
            key={verdict}
            size="lg"
            title={judging.isBlind ? undefined : verdictMeaning[verdict]}
            aria-pressed={standing === verdict}
            className="aria-pressed:border-accent aria-pressed:bg-accentbg"
            onClick={leaving(() => judging.say(verdict))}
          >
            {keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}{" "}
            {text}
          </Button>
        ))}
      </div>
      <div className="text-small text-ink2 flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1">
        {pending !== null && (
          <Button size="sm" variant="primary" onClick={leaving(judging.confirm)}>
            <Kbd>↵</Kbd> Save and go on
          </Button>
        )}
        <button type="button" className="hover:text-ink flex items-center gap-1" onClick={leaving(onSkip)}>
          <Kbd>space</Kbd> skip
        </button>
        <button
          type="button"
          className="hover:text-ink flex items-center gap-1"
          aria-pressed={standing === "flag"}
          title={verdictMeaning.flag}
          onClick={leaving(() => judging.say("flag"))}
        >
          <Kbd>f</Kbd> flag
        </button>
        {!isHidden && (
          <a
            href={`/trees/${pair.treeId}?node=${pair.chosenPath}&against=${pair.rejectedPath}`}
            className="hover:text-ink flex items-center gap-1"
          >
            <Kbd>t</Kbd> open in the tree
          </a>
        )}
        <span className="flex-1" />
        {next && (
          <button
            type="button"
            className="hover:text-ink flex items-center gap-1"
            onClick={leaving(judging.sayAgain)}
          >
            <Kbd>⇧U</Kbd> redo
          </button>
        )}
        {last && (
          <span className="rounded-control bg-ink text-bg flex items-center gap-2 px-2.5 py-1" role="status">
            {stepWords(last, judging.isBlind)}
            <button
              type="button"
              className="rounded-tag flex items-center gap-1 border border-current px-1.5 font-semibold"
              onClick={leaving(judging.takeBack)}
            >
              Undo <Kbd>u</Kbd>
            </button>
          </span>
        )}
      </div>
    </div>
  );
}
