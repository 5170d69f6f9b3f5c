"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatCount, formatNoun } from "@/components/ui/format.ts";
import { mergeWords, previewWords } from "@/lib/client/words.ts";
import type { WordsMerge } from "@/lib/http/wire/words.ts";

/** Takes what people said of this run along as a file, and merges what they said of it elsewhere, shown first. */
export function MergeWords({ runId }: { runId: string }) {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const client = useQueryClient();
  const preview = useMutation({ mutationFn: (chosen: File) => previewWords(runId, chosen) });
  const merge = useMutation({
    mutationFn: (chosen: File) => mergeWords(runId, chosen),
    onSuccess: async ({ decisions, overrides }) => {
      setFile(null);
      toast.success(
        `${formatNoun(decisions.new, "decision")} and ${formatNoun(overrides.new, "override")} merged`,
      );
      for (const key of ["runs", "trees"]) await client.invalidateQueries({ queryKey: [key] });
    },
  });
  const isNothingNew = preview.data && preview.data.decisions.new + preview.data.overrides.new === 0;
  return (
    <section className="border-line border-t pt-3">
      <h2 className="text-ink2 mb-1 font-semibold">Annotators elsewhere</h2>
      <p className="mb-2">
        Decisions and overrides of this run as a file, for a Malthouse that has the same run.
      </p>
      <div className="flex flex-wrap gap-2">
        <ButtonLink size="sm" href={`/api/runs/${runId}/words.jsonl`} prefetch={false} download>
          Save words
        </ButtonLink>
        <Button size="sm" onClick={() => input.current?.click()}>
          Merge words…
        </Button>
      </div>
      <input
        ref={input}
        type="file"
        accept=".jsonl,.json"
        aria-label="Words file"
        className="hidden"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          event.target.value = "";
          if (!chosen) return;
          merge.reset();
          setFile(chosen);
          preview.mutate(chosen);
        }}
      />
      {file && (
        <Dialog
          isOpen
          onClose={() => setFile(null)}
          title="Merge words"
          description={`${file.name}: what it holds of this run. Author and time are kept, and nothing here is lost.`}
          actions={
            <>
              <Button onClick={() => setFile(null)}>Cancel</Button>
              <Button
                variant="primary"
                disabled={!preview.data || isNothingNew || merge.isPending}
                onClick={() => merge.mutate(file)}
              >
                {isNothingNew ? "Nothing new" : "Merge"}
              </Button>
            </>
          }
        >
          {preview.isPending && <p>Reading…</p>}
          {preview.data && <MergeCounts counts={preview.data} />}
          {(preview.error ?? merge.error) && (
            <ErrorNote error={preview.error ?? merge.error} title="The file could not be merged" />
          )}
        </Dialog>
      )}
    </section>
  );
}

const missing = [
  ["otherRun", "of a run with another config"],
  ["question", "on questions that are not in this run"],
  ["place", "on nodes that are not in this run"],
  ["text", "on other texts at these places: the run was grown anew there"],
] as const;

function MergeCounts({ counts: { decisions, overrides, notFound } }: { counts: WordsMerge }) {
  const rows = [
    ["new", decisions.new, overrides.new],
    ["here already", decisions.same, overrides.same],
    ["new conflicts", decisions.conflicts, overrides.conflicts],
  ] as const;
  const lost = missing.filter(([key]) => notFound[key] > 0);
  return (
    <>
      <table className="w-full text-right">
        <thead className="text-ink2">
          <tr>
            <th className="text-left font-normal">Words</th>
            <th className="font-normal">decisions</th>
            <th className="font-normal">overrides</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([word, ofPairs, ofLeaves]) => (
            <tr key={word}>
              <th className="text-left font-normal">{word}</th>
              <td>{formatCount(ofPairs)}</td>
              <td>{formatCount(ofLeaves)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {decisions.conflicts > 0 && (
        <p className="mt-2">
          Conflicts are settled in the queue of that name; until then the last word counts.
        </p>
      )}
      {overrides.conflicts > 0 && <p className="mt-2">Of overrides that differ the later one counts.</p>}
      {lost.length > 0 && (
        <ul className="text-warn mt-2">
          {lost.map(([key, words]) => (
            <li key={key}>
              {formatNoun(notFound[key], "line")} left out, {words}.
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
