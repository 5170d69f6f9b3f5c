import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import type { Verdict } from "@/lib/core/tree.ts";
import type { BlindLeaf } from "@/lib/http/wire/audit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { placeText } from "./audit-words.ts";

type BlindCardProps = {
  readonly run: Run;
  readonly leaf: BlindLeaf;
  readonly total: number;
  readonly left: number;
  readonly isBusy: boolean;
  readonly onSay: (verdict: Verdict) => void;
};

/** A sampled leaf with its question and gold, whole, and nothing of what the judge said. */
export function BlindCard({ run, leaf, total, left, isBusy, onSay }: BlindCardProps) {
  return (
    <Card className="p-4">
      <section aria-label="Judge this leaf">
        <p className="text-small text-ink3 flex flex-wrap justify-between gap-2">
          <span>
            Leaf {leaf.place} of {total} · question {leaf.index + 1} · {placeText(leaf.path, run.roles)}
          </span>
          <span>{left} left for you · the judge’s word is hidden</span>
        </p>
        <p className="mt-2 max-w-[68ch] wrap-anywhere whitespace-pre-wrap">{leaf.question}</p>
        {leaf.choices && (
          <ul className="text-ink2 mt-1">
            {leaf.choices.map(({ label, text }) => (
              <li key={label}>
                ({label}) {text}
              </li>
            ))}
          </ul>
        )}
        <p className="mt-2">
          Gold <code className="font-semibold">{leaf.gold}</code>
        </p>
        <pre
          aria-label="The completion"
          className="bg-sunken rounded-control mt-2 p-3 font-sans text-[14px] leading-[22px] wrap-anywhere whitespace-pre-wrap"
        >
          {leaf.text || "(empty)"}
        </pre>
        <div className="mt-3 grid grid-cols-3 gap-2 sm:flex">
          <Button size="lg" disabled={isBusy} onClick={() => onSay("correct")}>
            ✓ Right <Kbd>r</Kbd>
          </Button>
          <Button size="lg" disabled={isBusy} onClick={() => onSay("incorrect")}>
            ✕ Wrong <Kbd>w</Kbd>
          </Button>
          <Button size="lg" disabled={isBusy} onClick={() => onSay("unknown")}>
            Cannot tell <Kbd>n</Kbd>
          </Button>
        </div>
      </section>
    </Card>
  );
}
