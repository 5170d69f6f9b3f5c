import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import type { Run } from "@/lib/http/wire/runs.ts";

/** Why the queue is empty, and what would fill it. */
export function NoPairs({
  run,
  isFiltered,
  onReset,
}: {
  run: Run;
  isFiltered: boolean;
  onReset: () => void;
}) {
  const toGo = run.progress.treesTotal - run.progress.treesDone - run.progress.treesFailed;
  return (
    <div className="flex flex-1 items-center justify-center">
      <EmptyNote
        title={isFiltered ? "No pair in this queue" : "No mixed siblings yet"}
        actions={
          <>
            {isFiltered && <Button onClick={onReset}>Show all pairs</Button>}
            <ButtonLink href={`/runs/${run.id}`}>To the questions</ButtonLink>
          </>
        }
      >
        {isFiltered
          ? "Lower the gap, or take another state or role."
          : `A pair needs two siblings with one prompt, one positive and one negative. ${toGo > 0 ? `Wait: ${formatNoun(toGo, "tree")} to go.` : "Try another threshold on the questions page, or harder questions."}`}
      </EmptyNote>
    </div>
  );
}
