"use client";
import { lazy, Suspense } from "react";
import { Kbd } from "@/components/ui/kbd.tsx";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { useStoredText } from "@/components/ui/use-stored-text.ts";
import type { Span } from "@/lib/draw/cut-text.ts";
import { MarkedText } from "./marked-text.tsx";

const MarkdownText = lazy(async () => ({ default: (await import("./markdown-text.tsx")).MarkdownText }));

const views = ["read", "raw"] as const;
const titles = { read: "Rendered", raw: "Raw" };

/** A completion to read, rendered or to the letter; which of the two is remembered. The answer is marked in both. */
export function ModelText({ text, answer }: { text: string; answer: Span | null }) {
  const [stored, store] = useStoredText("malthouse.text-view", "read");
  const view = stored === "raw" ? "raw" : "read";
  useHotkeys({ r: () => store(view === "raw" ? "read" : "raw") });
  const raw = <MarkedText text={text} answer={answer} />;
  return (
    <>
      <div className="mb-2 flex items-center justify-end gap-2">
        <Kbd>r</Kbd>
        <div
          role="group"
          aria-label="Text"
          className="rounded-control border-line2 inline-flex overflow-hidden border"
        >
          {views.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={view === name}
              onClick={() => store(name)}
              className="text-tiny text-ink2 aria-pressed:bg-ink aria-pressed:text-bg hover:bg-sunken min-h-6 px-2 pointer-coarse:min-h-11"
            >
              {titles[name]}
            </button>
          ))}
        </div>
      </div>
      {view === "raw" || text === "" ? (
        raw
      ) : (
        <Suspense fallback={raw}>
          <MarkdownText text={text} answer={answer} />
        </Suspense>
      )}
    </>
  );
}
