"use client";
import type { MouseEvent } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Chip } from "@/components/ui/chip.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import type { DecisionVerdict, PairItem } from "@/lib/http/wire/pairs.ts";
import type { Step } from "./use-undo.ts";
import { reasons, stateWords, verdictMeaning } from "./verdicts.ts";

const buttons: readonly { verdict: DecisionVerdict; text: string; keys: readonly string[] }[] = [
  { verdict: "accept", text: "Accept", keys: ["←", "↵"] },
  { verdict: "swap", text: "Swap", keys: ["→", "s"] },
  { verdict: "tie", text: "No difference", keys: ["↓"] },
  { verdict: "reject", text: "Reject pair", keys: ["x"] },
];

type VerdictBarProps = {
  pair: PairItem;
  reason: string | null;
  last: Step | null;
  onReason: (reason: string | null) => void;
  onVerdict: (verdict: DecisionVerdict) => void;
  onSkip: () => void;
  onUndo: () => void;
};

/** A person's word on the pair: why, what, and the way back. */
export function VerdictBar({ pair, reason, last, onReason, onVerdict, onSkip, onUndo }: VerdictBarProps) {
  // A button that keeps the focus would answer the next ↵ in place of "accept".
  const leaving = (act: () => void) => (event: MouseEvent<HTMLElement>) => {
    event.currentTarget.blur();
    act();
  };
  return (
    <div className="border-line bg-surface flex shrink-0 flex-col gap-2.5 border-t px-3 py-2.5 max-md:sticky max-md:bottom-[52px] max-md:z-10 md:px-5">
      <div
        className="flex items-center gap-1.5 max-md:overflow-x-auto md:flex-wrap"
        role="group"
        aria-label="Why"
      >
        <span className="text-small text-ink3">Why</span>
        {reasons.map((words, at) => (
          <Chip
            key={words}
            isOn={reason === words}
            onClick={leaving(() => onReason(reason === words ? null : words))}
          >
            <Kbd>{at + 1}</Kbd> {words}
          </Chip>
        ))}
      </div>
      <div className="grid grid-cols-2 gap-2 md:grid-cols-4">
        {buttons.map(({ verdict, text, keys }) => (
          <Button
            key={verdict}
            size="lg"
            title={verdictMeaning[verdict]}
            aria-pressed={pair.decision?.verdict === verdict}
            className="aria-pressed:border-accent aria-pressed:bg-accentbg"
            onClick={leaving(() => onVerdict(verdict))}
          >
            {keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}{" "}
            {text}
          </Button>
        ))}
      </div>
      <div className="text-small text-ink2 flex flex-wrap items-center gap-x-4 gap-y-1">
        <button type="button" className="hover:text-ink flex items-center gap-1" onClick={leaving(onSkip)}>
          <Kbd>space</Kbd> skip
        </button>
        <button
          type="button"
          className="hover:text-ink flex items-center gap-1"
          aria-pressed={pair.decision?.verdict === "flag"}
          title={verdictMeaning.flag}
          onClick={leaving(() => onVerdict("flag"))}
        >
          <Kbd>f</Kbd> flag
        </button>
        <a
          href={`/trees/${pair.treeId}?node=${pair.chosenPath}&against=${pair.rejectedPath}`}
          className="hover:text-ink flex items-center gap-1"
        >
          <Kbd>t</Kbd> open in the tree
        </a>
        <span className="flex-1" />
        {last && (
          <span className="rounded-control bg-ink text-bg flex items-center gap-2 px-2.5 py-1" role="status">
            {last.verdict === "clear" ? "cleared" : stateWords[last.verdict]}: gap {last.pair.marginText}
            <button
              type="button"
              className="rounded-tag flex items-center gap-1 border border-current px-1.5 font-semibold"
              onClick={leaving(onUndo)}
            >
              Undo <Kbd>u</Kbd>
            </button>
          </span>
        )}
      </div>
    </div>
  );
}
