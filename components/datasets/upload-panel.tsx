"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Bar } from "@/components/ui/bar.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Field } from "@/components/ui/field.tsx";
import { FileDrop } from "@/components/ui/file-drop.tsx";
import { formatBytes, formatNoun } from "@/components/ui/format.ts";
import { Input } from "@/components/ui/input.tsx";
import { LeftOutLines } from "@/components/ui/left-out-lines.tsx";
import { Select } from "@/components/ui/select.tsx";
import { datasetsQuery, uploadDataset } from "@/lib/client/datasets.ts";
import { suggestName } from "./suggest-name.ts";
import { taskWords } from "./task-words.ts";

/** From a file to questions: choose, watch it go, read what was left out. */
export function UploadPanel() {
  const client = useQueryClient();
  const datasets = useQuery(datasetsQuery());
  const [name, setName] = useState("");
  const [suggested, setSuggested] = useState("");
  const [task, setTask] = useState("");
  const [share, setShare] = useState(0);
  const abort = useRef<AbortController | null>(null);
  const send = useMutation({
    mutationFn: (file: File) => {
      // A name that was typed holds; one suggested for another file does not.
      const isTyped = name.trim() !== "" && name !== suggested;
      const taken = datasets.data?.items.map((one) => one.name) ?? [];
      const used = isTyped ? name.trim() : suggestName(file.name, taken);
      if (!isTyped) setSuggested(used);
      setName(used);
      setShare(0);
      abort.current = new AbortController();
      return uploadDataset({ file, name: used, task }, setShare, abort.current.signal);
    },
    onSuccess: () => {
      setName("");
      void client.invalidateQueries({ queryKey: ["datasets", "list"] });
    },
  });
  const { data: dataset, variables: file } = send;
  const wasStopped = send.error?.name === "AbortError";
  return (
    <Card className="grid gap-3 p-4">
      <h2 className="text-section">Add a data set</h2>
      <div className="grid grid-cols-2 gap-2.5">
        <Field label="Name">
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={200}
              placeholder="the file's name"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Task">
          {(control) => (
            <Select {...control} value={task} onChange={(event) => setTask(event.target.value)}>
              <option value="">recognise it</option>
              {Object.entries(taskWords).map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <FileDrop
        label="Choose a file"
        accept=".jsonl,.json,.ndjson,.csv,.parquet"
        isBusy={send.isPending}
        onFile={(chosen) => send.mutate(chosen)}
      >
        or drop it here: JSON Lines, a JSON array, CSV or Parquet, each row a question and its gold
      </FileDrop>
      {send.isPending && file && (
        <div aria-live="polite" className="text-small">
          <div className="mb-1 flex items-center justify-between gap-2">
            <span className="min-w-0 truncate">
              {file.name}, {formatBytes(file.size)}
            </span>
            <Button size="sm" variant="ghost" onClick={() => abort.current?.abort()}>
              Stop
            </Button>
          </div>
          <Bar share={share} label="Sent" />
          <p className="text-ink3 mt-1">
            {share < 1 ? `${Math.floor(share * 100)} % sent` : "reading the rows"}
          </p>
        </div>
      )}
      {send.isError && !wasStopped && (
        <ErrorNote error={send.error} title={`${file?.name ?? "The file"} was not added`} />
      )}
      {dataset && (
        <div role="status" className="rounded-control bg-sunken grid gap-2 p-3">
          <p>
            <b>{dataset.name}</b>: {formatNoun(dataset.questionCount, "question")}, {taskWords[dataset.task]}
          </p>
          <LeftOutLines lines={dataset.rejected} count={dataset.rejectedCount} />
          {(dataset.goldCheck?.problems ?? 0) > 0 && (
            <p className="text-warn">
              {formatNoun(dataset.goldCheck?.problems ?? 0, "gold")} cannot be read: see which, on its page.
            </p>
          )}
          <div className="flex flex-wrap gap-2">
            <ButtonLink size="sm" href={`/datasets/${dataset.id}`}>
              Read the questions
            </ButtonLink>
            <ButtonLink size="sm" href={`/runs/new?dataset=${dataset.id}`}>
              Start a run
            </ButtonLink>
          </div>
        </div>
      )}
    </Card>
  );
}
