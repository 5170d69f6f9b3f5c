"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Field } from "@/components/ui/field.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { Input } from "@/components/ui/input.tsx";
import { ApiError } from "@/lib/client/api-error.ts";
import { auditKey, mendGold, previewMend } from "@/lib/client/audit.ts";
import { runQuery } from "@/lib/client/runs.ts";
import type { MendPreview } from "@/lib/http/wire/audit.ts";

type MendFormProps = {
  readonly runId: string;
  readonly questionId: string;
  readonly gold: string;
  readonly words: { readonly author?: string };
};

const sumOf = (byRole: Readonly<Record<string, number>>): number =>
  Object.values(byRole).reduce((sum, count) => sum + count, 0);

/** Another gold for a question: first what judging its stored answers by it would change, then the mending. */
export function MendForm({ runId, questionId, gold, words }: MendFormProps) {
  const client = useQueryClient();
  const [told, setTold] = useState(gold);
  const preview = useMutation({ mutationFn: () => previewMend(runId, questionId, told) });
  const mend = useMutation({
    mutationFn: () => mendGold(runId, questionId, { gold: told, ...words }),
    onSuccess: async ({ counts }) => {
      toast(`Gold mended, ${formatNoun(counts.verdicts, "verdict")} changed`);
      void client.invalidateQueries({ queryKey: runQuery(runId).queryKey });
      void client.invalidateQueries({ queryKey: ["trees"] });
      await client.invalidateQueries({ queryKey: auditKey(runId) });
    },
  });
  const error = mend.error ?? preview.error;
  const atField =
    error instanceof ApiError ? error.problem.errors?.find(({ path }) => path === "gold") : undefined;
  const seen = preview.data?.goldAfter === told.trim() ? preview.data : null;
  return (
    <form
      className="mt-3 flex max-w-[560px] flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (seen) mend.mutate();
        else preview.mutate();
      }}
    >
      <Field label="New gold" error={atField?.message}>
        {(control) => (
          <Input
            {...control}
            value={told}
            onChange={(event) => {
              setTold(event.target.value);
              preview.reset();
              mend.reset();
            }}
          />
        )}
      </Field>
      {error && !atField && <ErrorNote error={error} />}
      {seen && <MendSummary preview={seen} />}
      <div className="flex gap-2">
        <Button
          type="submit"
          size="sm"
          variant={seen ? "primary" : "plain"}
          disabled={told.trim() === "" || told.trim() === gold || preview.isPending || mend.isPending}
        >
          {seen ? "Mend and judge again" : "Show what it changes"}
        </Button>
      </div>
    </form>
  );
}

function MendSummary({ preview: { counts, runs, goldBefore, goldAfter } }: { preview: MendPreview }) {
  const [gained, lost] = [sumOf(counts.pairsAdded), sumOf(counts.pairsRemoved)];
  return (
    <p className="text-small bg-sunken rounded-control px-3 py-2" role="status">
      <code>{goldBefore}</code> → <code className="font-semibold">{goldAfter}</code>:{" "}
      {formatNoun(counts.nodes, "stored answer")} in {formatNoun(runs.length, "run")} judged again,{" "}
      <b>{formatNoun(counts.verdicts, "verdict")} change</b>, right leaves {counts.correctLeaves.before} →{" "}
      {counts.correctLeaves.after}, {formatNoun(sumOf(counts.labels), "label")} flip, pairs +{gained} −{lost}
      {counts.overridden > 0 &&
        `; ${formatNoun(counts.overridden, "leaf keeps a person’s word", "leaves keep a person’s word")}`}
      . It can be taken back.
    </p>
  );
}
