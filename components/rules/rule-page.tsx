"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { taskWords } from "@/components/datasets/task-words.ts";
import { Button } from "@/components/ui/button.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import { useDebounced } from "@/components/ui/use-debounced.ts";
import { datasetQuery } from "@/lib/client/datasets.ts";
import { rulesQuery, ruleTrialQuery } from "@/lib/client/rules.ts";
import type { Dataset } from "@/lib/http/wire/datasets.ts";
import type { RuleVersion } from "@/lib/http/wire/judge-rules.ts";
import { RuleForm } from "./rule-form.tsx";
import { RuleVersions } from "./rule-versions.tsx";
import { TryStored } from "./try-stored.tsx";
import { TryText } from "./try-text.tsx";
import { useRuleEditor } from "./use-rule-editor.ts";

const settleMs = 350;
const storedTried = 20;
const goldsTried = 500;

/** How answers of a data set are judged: the rule, what it would say, and every version there was. */
export function RulePage({ datasetId }: { readonly datasetId: string }) {
  const dataset = useQuery(datasetQuery(datasetId));
  const versions = useQuery(rulesQuery(datasetId));
  const failed = [dataset, versions].find(({ isError }) => isError);
  return (
    <div className="mx-auto w-full max-w-[1280px] px-3 pt-4 pb-8 md:px-6 md:pt-5">
      <nav aria-label="Way back" className="text-small mb-1 flex gap-1.5">
        <Link href="/datasets" className="text-accent hover:underline">
          Data sets
        </Link>
        <span aria-hidden className="text-ink3">
          /
        </span>
        <Link href={`/datasets/${datasetId}`} className="text-accent min-w-0 truncate hover:underline">
          {dataset.data?.name ?? "…"}
        </Link>
      </nav>
      {failed && (
        <>
          <PageHeader title="How answers are judged" />
          <ErrorNote
            className="mt-3.5"
            error={failed.error}
            title="The data set's rule could not be read"
            onRetry={() => Promise.all([dataset.refetch(), versions.refetch()])}
          />
        </>
      )}
      {!failed && (!dataset.data || !versions.data) && (
        <>
          <PageHeader title="How answers are judged" />
          <Skeleton className="mt-3.5 h-96" />
        </>
      )}
      {!failed && dataset.data && versions.data && (
        <RuleEditor dataset={dataset.data} versions={versions.data.items} />
      )}
    </div>
  );
}

type RuleEditorProps = { readonly dataset: Dataset; readonly versions: readonly RuleVersion[] };

function RuleEditor({ dataset, versions }: RuleEditorProps) {
  const current = versions.find(({ isCurrent }) => isCurrent) ?? null;
  const editor = useRuleEditor(dataset.id, current?.rule ?? null);
  const [pasted, setPasted] = useState({ text: "", gold: "" });
  const { rule, items } = useDebounced(
    { rule: editor.rule, items: pasted.text.trim() && pasted.gold.trim() ? [pasted] : [] },
    settleMs,
  );
  // Apart, so that typing a text does not judge the data set's again.
  const text = useQuery({
    ...ruleTrialQuery(dataset.id, { rule, items }),
    enabled: rule !== null && items.length > 0,
    placeholderData: keepPreviousData,
  });
  const own = useQuery({
    ...ruleTrialQuery(dataset.id, { rule, stored: storedTried, golds: goldsTried }),
    enabled: rule !== null,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader
        title="How answers are judged"
        note={
          <span className="flex flex-wrap items-center gap-2">
            <Tag tone={current ? "accent" : "neutral"}>
              {current ? `rule ${current.version}` : `the task's own judge: ${taskWords[dataset.task]}`}
            </Tag>
          </span>
        }
      >
        {current && (
          <Button size="sm" disabled={editor.choose.isPending} onClick={() => editor.choose.mutate(null)}>
            Back to the task’s own judge
          </Button>
        )}
      </PageHeader>
      {editor.choose.isError && (
        <ErrorNote className="mt-3" error={editor.choose.error} title="The rule was not changed" />
      )}
      <div className="mt-3.5 grid items-start gap-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <RuleForm editor={editor} nextVersion={(versions[0]?.version ?? 0) + 1} runCount={dataset.runCount} />
        <div className="grid gap-4">
          <TryText pasted={pasted} onChange={setPasted} trial={text} isStale={editor.rule === null} />
          <TryStored trial={own} isStale={editor.rule === null} />
        </div>
      </div>
      {versions.length > 0 && (
        <div className="mt-6">
          <RuleVersions
            versions={versions}
            isBusy={editor.choose.isPending}
            onChoose={(version) => editor.choose.mutate(version)}
            onEdit={({ rule: copied }) => {
              editor.edit(copied);
              window.scrollTo({ top: 0 });
            }}
          />
        </div>
      )}
    </>
  );
}
