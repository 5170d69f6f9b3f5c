"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Card } from "@/components/ui/card.tsx";
import { Chip } from "@/components/ui/chip.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input, TextArea } from "@/components/ui/input.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Select } from "@/components/ui/select.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useDebounced } from "@/components/ui/use-debounced.ts";
import { judgeTexts } from "@/lib/client/judge.ts";
import type { JudgePost } from "@/lib/http/wire/judge.ts";
import { taskWords } from "@/components/datasets/task-words.ts";
import { JudgedResult } from "./judged-result.tsx";
import { parseChoices } from "./parse-choices.ts";
import { samples, type Sample } from "./samples.ts";

const settleMs = 300;

type Item = JudgePost["items"][number];

function itemOf({ task, text, gold, choices }: Sample): Item {
  const parsed = task === "csqa" && choices ? parseChoices(choices) : [];
  return { task, text, gold, ...(parsed.length > 0 && { question: { choices: parsed } }) };
}

/** The judge by itself: a text, a gold, and what it makes of them while one types. */
export function JudgePage() {
  const [draft, setDraft] = useState<Sample>(samples[0] ?? { name: "", task: "gsm8k", text: "", gold: "" });
  const set = (fields: Partial<Sample>): void => setDraft({ ...draft, ...fields, name: "" });
  const item = useDebounced(itemOf(draft), settleMs);
  const isReady = item.text.trim() !== "" && item.gold.trim() !== "";
  const judged = useQuery({
    queryKey: ["judge", item],
    queryFn: async ({ signal }) => ({ text: item.text, ...(await judgeTexts({ items: [item] }, signal)) }),
    enabled: isReady,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
  const result = judged.data?.items[0];
  return (
    <div className="mx-auto w-full max-w-[1200px] px-3 pt-4 pb-8 md:px-6 md:pt-5">
      <PageHeader title="Judge" note="What it reads as the answer, and how it compares it with the gold" />
      <div role="group" aria-label="Samples" className="mt-3.5 flex gap-1.5 overflow-x-auto pb-px">
        {samples.map((sample) => (
          <Chip key={sample.name} isOn={draft.name === sample.name} onClick={() => setDraft(sample)}>
            {sample.name}
          </Chip>
        ))}
      </div>
      <div className="mt-3.5 grid items-start gap-6 lg:grid-cols-2">
        <Card className="grid gap-3 p-4">
          <div className="grid grid-cols-2 gap-2.5">
            <Field label="Task" hint="It decides how answers are read and compared.">
              {(control) => (
                <Select
                  {...control}
                  value={draft.task}
                  onChange={(event) => set({ task: event.target.value as Sample["task"] })}
                >
                  {Object.entries(taskWords).map(([value, words]) => (
                    <option key={value} value={value}>
                      {words}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label="Gold">
              {(control) => (
                <Input
                  {...control}
                  className="font-mono"
                  spellCheck={false}
                  value={draft.gold}
                  onChange={(event) => set({ gold: event.target.value })}
                />
              )}
            </Field>
          </div>
          {draft.task === "csqa" && (
            <Field label="Choices, one a line" hint="“A: kiln”. The gold is the letter.">
              {(control) => (
                <TextArea
                  {...control}
                  rows={3}
                  value={draft.choices ?? ""}
                  onChange={(event) => set({ choices: event.target.value })}
                />
              )}
            </Field>
          )}
          <Field label="Text of the completion">
            {(control) => (
              <TextArea
                {...control}
                data-find
                rows={14}
                spellCheck={false}
                className="text-read!"
                value={draft.text}
                onChange={(event) => set({ text: event.target.value })}
              />
            )}
          </Field>
        </Card>
        <Card className="min-h-[240px] p-4" aria-live="polite" aria-busy={judged.isFetching}>
          {judged.isError && (
            <ErrorNote
              error={judged.error}
              title="The text was not judged"
              onRetry={() => judged.refetch()}
            />
          )}
          {!isReady && <EmptyNote title="Nothing to judge">Paste a completion and type its gold.</EmptyNote>}
          {isReady && judged.isPending && (
            <div className="grid gap-3">
              <Skeleton className="h-7 w-40" />
              <Skeleton className="h-24" />
            </div>
          )}
          {isReady && !judged.isError && result && (
            <JudgedResult judged={result} text={judged.data?.text ?? ""} />
          )}
        </Card>
      </div>
    </div>
  );
}
