"use client";
import { useQueries } from "@tanstack/react-query";
import { Button } from "@/components/ui/button.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { treeTotalQuery } from "@/lib/client/trees.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { filtersOf, noChoice, type QuestionChoice } from "./question-address.ts";
import { conditionsOf } from "./question-words.ts";

type QuestionEmptyProps = {
  readonly run: Run;
  readonly choice: QuestionChoice;
  readonly onChange: (patch: Partial<QuestionChoice>) => void;
};

/** No row: which condition shuts all out, told by how many there would be without it. */
export function QuestionEmpty({ run, choice, onChange }: QuestionEmptyProps) {
  const conditions = conditionsOf(choice, run.roles);
  const totals = useQueries({
    queries: conditions.map(({ without }) => treeTotalQuery(run.id, filtersOf({ ...choice, ...without }))),
  });
  if (conditions.length === 0) {
    return (
      <EmptyNote title="No questions yet">
        {run.progress.treesTotal === 0 ? "The run has no question." : "The run has not begun."}
      </EmptyNote>
    );
  }
  return (
    <EmptyNote
      title="No question matches"
      actions={
        <Button onClick={() => onChange({ ...noChoice, sort: choice.sort })}>Clear all filters</Button>
      }
    >
      <ul className="mt-1 flex flex-col gap-1.5 text-left">
        {conditions.map(({ key, words, without }, at) => {
          const total = totals[at]?.data?.total;
          return (
            <li key={key} className="flex flex-wrap items-center gap-2">
              <span>
                Without <b className="font-[620]">{words}</b>:{" "}
                {total === undefined ? "…" : total === 0 ? "none either" : formatNoun(total, "question")}
              </span>
              {total !== undefined && total > 0 && (
                <Button size="sm" onClick={() => onChange(without)}>
                  Leave it out
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </EmptyNote>
  );
}
