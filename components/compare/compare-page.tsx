"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeftRight } from "lucide-react";
import { parseAsFloat, parseAsString, useQueryStates } from "nuqs";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { Kbd } from "@/components/ui/kbd.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { comparisonQuery, type RunPair } from "@/lib/client/compare.ts";
import { runQuery, runsQuery } from "@/lib/client/runs.ts";
import type { Comparison } from "@/lib/http/wire/compare.ts";
import { ComparedList, listAddress } from "./compared-list.tsx";
import { FieldCard } from "./field-card.tsx";
import { FlipsCard } from "./flips-card.tsx";
import { MeasureTable } from "./measure-table.tsx";
import { headline } from "./measure-words.ts";
import { SideCard } from "./side-card.tsx";
import { ThresholdField } from "./threshold-field.tsx";
import { WarningList } from "./warning-list.tsx";

const address = {
  a: parseAsString.withDefault(""),
  b: parseAsString.withDefault(""),
  threshold: parseAsFloat,
};

/** Two runs beside each other; which ones, at which threshold, is in the address. */
export function ComparePage() {
  const [{ a, b, threshold }, setState] = useQueryStates(address, { history: "push" });
  const [, setList] = useQueryStates(listAddress, { history: "replace" });
  const hasBoth = a !== "" && b !== "";
  const pair: RunPair = { a, b, threshold };
  const listed = useQuery(runsQuery({ limit: 200 }));
  const one = useQuery({ ...runQuery(a), enabled: a !== "" });
  const other = useQuery({ ...runQuery(b), enabled: b !== "" });
  const comparison = useQuery({ ...comparisonQuery(pair), enabled: hasBoth });
  const found = hasBoth ? comparison.data : undefined;
  const swap = (): void => void setState({ a: b, b: a });
  useHotkeys({ s: swap });
  return (
    <div className="flex flex-col gap-3.5 px-3 pt-4 pb-8 md:px-6">
      <PageHeader title="Compare runs" note={found && describeQuestions(found)}>
        {found && (
          <ThresholdField comparison={found} onChange={(next) => void setState({ threshold: next })} />
        )}
      </PageHeader>
      <div className="flex gap-3 max-md:flex-col md:items-stretch">
        <SideCard
          side="A"
          run={one.data}
          runId={a}
          other={other.data}
          runs={listed.data?.items ?? []}
          compared={found?.a}
          onChoose={(next) => void setState({ a: next })}
        />
        <Button
          variant="ghost"
          className="self-center"
          aria-label="Swap A and B"
          title="Swap A and B (s)"
          disabled={!hasBoth}
          onClick={swap}
        >
          <ArrowLeftRight aria-hidden size={15} /> <Kbd>s</Kbd>
        </Button>
        <SideCard
          side="B"
          run={other.data}
          runId={b}
          other={one.data}
          runs={listed.data?.items ?? []}
          compared={found?.b}
          onChoose={(next) => void setState({ b: next })}
        />
      </div>
      {!hasBoth && (
        <EmptyNote title="Choose two runs" actions={<ButtonLink href="/">All runs</ButtonLink>}>
          The questions that both have finished are compared one by one: what changed in the config, what
          became of accuracy and pairs, and which questions flipped.
        </EmptyNote>
      )}
      {hasBoth && comparison.error && (
        <ErrorNote
          error={comparison.error}
          title="The runs could not be compared"
          onRetry={() => comparison.refetch()}
        />
      )}
      {hasBoth && comparison.isPending && <Skeleton className="h-72" />}
      {found && (
        <div
          aria-busy={comparison.isPlaceholderData}
          className={`flex flex-col gap-3.5 ${comparison.isPlaceholderData ? "opacity-60" : ""}`}
        >
          <WarningList comparison={found} />
          {found.questions.compared > 0 && (
            <>
              <p className="text-[15px] font-[550]" role="status">
                {headline(found.measures.find(({ key }) => key === "value"))}
              </p>
              <div className="grid items-start gap-3.5 lg:grid-cols-[minmax(0,1fr)_320px]">
                <MeasureTable comparison={found} />
                <FlipsCard comparison={found} onFilter={(filter) => void setList({ filter })} />
              </div>
            </>
          )}
          <FieldCard comparison={found} />
          <ComparedList runs={pair} comparison={found} />
        </div>
      )}
    </div>
  );
}

function describeQuestions({ questions: { matched, compared, byText } }: Comparison): string {
  return [
    `${formatNoun(compared, "question")} compared`,
    compared < matched && `of ${matched.toLocaleString("en-US")} in both`,
    byText > 0 && `${byText === matched ? "all" : byText.toLocaleString("en-US")} matched by their words`,
  ]
    .filter(Boolean)
    .join(" · ");
}
