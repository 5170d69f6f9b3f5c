import Link from "next/link";
import { useState } from "react";
import { reasonWords, tierWords } from "@/components/judge/judge-words.ts";
import { MarkedText } from "@/components/judge/marked-text.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import { ValueGlyph } from "@/components/ui/value-glyph.tsx";
import type { TriedItem } from "@/lib/http/wire/rule-trials.ts";

/** Of a long text, so much before and behind the answer is shown. */
const around = 600;
const verdictWords = { correct: "Correct", incorrect: "Incorrect", unknown: "Unknown" } as const;

/** The part of a text around the answer, or its end where none was read; spans are moved along. */
function excerpt({ text, answer }: TriedItem) {
  const from = Math.max(0, (answer?.start ?? text.length) - around);
  const to = Math.min(text.length, (answer?.end ?? text.length) + around);
  return {
    shown: text.slice(from, to),
    span: answer && { start: answer.start - from, end: answer.end - from },
    isCut: from > 0 || to < text.length,
  };
}

/** One trial: the verdict, why, both sides as compared, and on request the text with the answer marked. */
export function TriedResult({
  item,
  isOpen: startsOpen = false,
}: {
  readonly item: TriedItem;
  readonly isOpen?: boolean;
}) {
  const [isOpen, setIsOpen] = useState(startsOpen);
  const { verdict, reason, answer, normalizedGold, tier, gold, stored, f1 } = item;
  const isChanged = stored !== null && stored.verdict !== null && stored.verdict !== verdict;
  const { shown, span, isCut } = excerpt(item);
  return (
    <div className="border-line grid gap-2 border-t px-4 py-2.5 first:border-t-0">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="grid w-full grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-2.5 text-left pointer-coarse:min-h-11"
      >
        <ValueGlyph value={verdict === "correct" ? 1 : 0} threshold={0.5} isUnknown={verdict === "unknown"} />
        <span className="min-w-0">
          <span className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
            <span className="sr-only">{verdictWords[verdict]}: </span>
            <code dir="auto" className="max-w-full truncate font-semibold">
              {answer?.normalized ?? "–"}
            </code>
            <span className="text-ink3 text-small">against</span>
            <code dir="auto" className="max-w-full truncate">
              {normalizedGold || gold}
            </code>
            {isChanged && <Tag tone="accent">stands as {stored.verdict}</Tag>}
          </span>
          <span className="text-small text-ink3 block">
            {reasonWords(reason)}
            {tier !== null && <> Read {tierWords(tier)}.</>}
            {f1 !== null && <> Token F1 {f1.toFixed(2)}.</>}
          </span>
        </span>
        <span className="text-tiny text-ink3">{isOpen ? "less" : "text"}</span>
      </button>
      {isOpen && (
        <div className="rounded-control bg-sunken p-3">
          <MarkedText text={shown} span={span} />
          {(isCut || stored !== null) && (
            <p className="text-tiny text-ink3 mt-2 flex flex-wrap gap-x-3">
              {isCut && <span>a part of the text</span>}
              {stored !== null && (
                <Link
                  href={`/trees/${stored.treeId}?node=${stored.nodeId}`}
                  className="text-accent hover:underline"
                >
                  Open in its tree
                </Link>
              )}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
