"use client";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { havingQuery } from "@/lib/client/having.ts";
import { parseHaving } from "@/lib/core/having.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { havingWords } from "./having-words.ts";

/** Which number's rows the table below shows, while it shows those of one. */
export function HavingNote({ run }: { readonly run: Run }) {
  const [text, setText] = useQueryState("having", parseAsString);
  const having = text === null ? null : parseHaving(text);
  const { data } = useQuery({ ...havingQuery(run.id, text ?? ""), enabled: having !== null });
  const note = useRef<HTMLParagraphElement>(null);
  const before = useRef(text);
  useEffect(() => {
    // Only when a number was followed: an address that is opened begins at the top.
    if (text !== null && text !== before.current) note.current?.scrollIntoView({ block: "nearest" });
    before.current = text;
  }, [text]);
  if (text === null) return null;
  return (
    <p
      ref={note}
      role="status"
      className="bg-accentbg text-accent rounded-control flex min-h-8 scroll-my-3 items-center gap-2 py-0.5 pr-1 pl-3"
    >
      <span className="min-w-0 wrap-anywhere">
        {having === null
          ? "The address asks for rows that there are no such of."
          : data
            ? `${havingWords(having, data.matches ?? 0, run.roles)}, in ${formatNoun(data.total, "question")}`
            : "Counting…"}
      </span>
      <span className="flex-1" />
      <Button variant="ghost" size="sm" onClick={() => void setText(null)}>
        <X aria-hidden size={14} /> Show all
      </Button>
    </p>
  );
}
