"use client";
import { CopyButton } from "@/components/tree/copy-button.tsx";
import { Card } from "@/components/ui/card.tsx";
import type { Export } from "@/lib/http/wire/exports.ts";
import { curlLine, pythonLines } from "./take-lines.ts";

/** How a script takes the export and reads it. */
export function TakeCard({ item }: { readonly item: Export }) {
  // Drawn in the browser alone, once the export has been read.
  const curl = curlLine(item, location.origin);
  const python = pythonLines(item);
  return (
    <Card className="px-4 py-3">
      <h2 className="text-section">Take it from a script</h2>
      <Lines label="Copy the curl line" text={curl} />
      {python && <Lines label="Copy three lines of Python" text={python} />}
    </Card>
  );
}

function Lines({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div className="relative mt-2">
      <pre className="rounded-control bg-sunken text-small overflow-x-auto py-2 pr-10 pl-3 font-mono wrap-anywhere whitespace-pre-wrap">
        {text}
      </pre>
      <span className="absolute top-1 right-1">
        <CopyButton isIcon text={text} label={label} />
      </span>
    </div>
  );
}
