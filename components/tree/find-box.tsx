"use client";
import { ChevronDown, ChevronUp } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { SearchInput } from "@/components/ui/search-input.tsx";
import type { Path } from "@/lib/core/path.ts";
import { focusTree } from "./focus-tree.ts";
import type { Find } from "./use-find.ts";

type FindBoxProps = {
  find: Find;
  /** How many hits lie in folded parts. */
  hidden: number;
  onWords: (words: string) => void;
  onSelect: (path: Path) => void;
};

/** Finds words in the tree's texts and answers: ↵ goes to the next hit, ⇧↵ to the one before, escape ends it. */
export function FindBox({ find, hidden, onWords, onSelect }: FindBoxProps) {
  const { words, hits, place, next, previous } = find;
  const go = (path: Path | null): void => {
    if (path !== null) onSelect(path);
  };
  const count =
    hits.length === 0
      ? "none"
      : `${place > 0 ? `${place} of ` : ""}${hits.length}${hidden > 0 ? `, ${hidden} folded` : ""}`;
  return (
    <div role="search" className="flex items-center gap-1">
      <SearchInput
        aria-label="Find in the tree"
        placeholder="Find in tree"
        value={words}
        onChange={onWords}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            onWords("");
            focusTree();
          }
          if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          go(event.shiftKey ? previous : next);
        }}
        className="w-36 focus-within:w-48"
      />
      {words !== "" && (
        <>
          <span role="status" className="text-small text-ink2 whitespace-nowrap">
            {count}
          </span>
          <Button
            size="sm"
            variant="ghost"
            isIcon
            disabled={previous === null}
            aria-label="Hit before (N)"
            onClick={() => go(previous)}
          >
            <ChevronUp aria-hidden size={14} />
          </Button>
          <Button
            size="sm"
            variant="ghost"
            isIcon
            disabled={next === null}
            aria-label="Next hit (n)"
            onClick={() => go(next)}
          >
            <ChevronDown aria-hidden size={14} />
          </Button>
        </>
      )}
    </div>
  );
}
