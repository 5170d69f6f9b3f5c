"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeftRight } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryStates } from "nuqs";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatMoment, formatNoun } from "@/components/ui/format.ts";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Select } from "@/components/ui/select.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { exportDiffQuery } from "@/lib/client/export-rows.ts";
import { exportsQuery } from "@/lib/client/exports.ts";
import type { Export } from "@/lib/http/wire/exports.ts";
import { DiffView } from "./diff-view.tsx";

const address = { a: parseAsString, b: parseAsString };

/** The export before another: the newest older one of a run it draws from. */
function beforeOf(items: readonly Export[], later: Export | undefined): Export | undefined {
  const runs = new Set(later?.runs.map(({ id }) => id));
  const at = items.findIndex(({ id }) => id === later?.id);
  return items.slice(at + 1).find((one) => one.runs.some(({ id }) => runs.has(id))) ?? items[at + 1];
}

/** Two exports beside each other; both are in the address. */
export function CompareExportsPage() {
  const [chosen, choose] = useQueryStates(address, { history: "replace" });
  const list = useQuery(exportsQuery());
  const items = (list.data?.items ?? []).filter(({ status }) => status === "ready");
  const b = items.find(({ id }) => id === chosen.b) ?? (chosen.b === null ? items[0] : undefined);
  const a = items.find(({ id }) => id === chosen.a) ?? (chosen.a === null ? beforeOf(items, b) : undefined);
  // What the address names may stand further back than the list goes.
  const [aId, bId] = [a?.id ?? chosen.a, b?.id ?? chosen.b];
  const diff = useQuery({
    ...exportDiffQuery(aId ?? "", bId ?? ""),
    enabled: Boolean(aId && bId && list.data),
  });
  return (
    <div className="mx-auto w-full max-w-[1280px] px-3 pt-4 pb-8 md:px-6 md:pt-5">
      <PageHeader title="Compare exports" note="Rows by what they are made of, whatever file they stand in.">
        <ButtonLink href="/exports">All exports</ButtonLink>
      </PageHeader>
      {list.error && (
        <ErrorNote
          error={list.error}
          title="The exports could not be read"
          onRetry={list.refetch}
          className="mt-3.5"
        />
      )}
      {list.data && items.length < 2 && !(chosen.a && chosen.b) ? (
        <Card className="mt-3.5">
          <EmptyNote
            title="There are not two finished exports"
            actions={<ButtonLink href="/exports">All exports</ButtonLink>}
          >
            Build one again after a change, then see what it changed.
          </EmptyNote>
        </Card>
      ) : (
        <Card className="mt-3.5 grid items-end gap-3 p-4 md:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
          <Picker
            label="Before"
            items={items}
            value={aId}
            onChange={(id) => void choose({ a: id, b: bId })}
          />
          <Button
            isIcon
            aria-label="Change places"
            title="Change places"
            className="justify-self-center"
            onClick={() => void choose({ a: bId, b: aId })}
          >
            <ArrowLeftRight aria-hidden size={14} />
          </Button>
          <Picker label="After" items={items} value={bId} onChange={(id) => void choose({ a: aId, b: id })} />
        </Card>
      )}
      {diff.error && (
        <ErrorNote
          error={diff.error}
          title="They could not be compared"
          onRetry={diff.refetch}
          className="mt-3.5"
        />
      )}
      {diff.isLoading && <Skeleton className="mt-3.5 h-72" />}
      {diff.data && <DiffView diff={diff.data} />}
    </div>
  );
}

type PickerProps = {
  readonly label: string;
  readonly items: readonly Export[];
  readonly value: string | null;
  readonly onChange: (id: string) => void;
};

function Picker({ label, items, value, onChange }: PickerProps) {
  return (
    <div className="min-w-0">
      <div className="text-small text-ink2 mb-1 flex items-center justify-between font-[550]">
        {label}
        {value && (
          <Link
            href={`/exports/${value}`}
            className="text-accent inline-flex min-h-6 items-center font-normal hover:underline pointer-coarse:min-h-11"
          >
            Open
            <span className="sr-only"> the export {label.toLowerCase()}</span>
          </Link>
        )}
      </div>
      <Select aria-label={label} value={value ?? ""} onChange={(event) => onChange(event.target.value)}>
        {!items.some(({ id }) => id === value) && (
          <option value={value ?? ""}>{value ?? "Choose an export"}</option>
        )}
        {items.map((item) => (
          <option key={item.id} value={item.id}>
            {[
              String(item.recipe["format"]),
              item.recipeHash.slice(0, 8),
              formatNoun(item.rows, "row"),
              formatMoment(item.createdAt),
              item.runs.map(({ name }) => name).join(", "),
            ].join(" · ")}
          </option>
        ))}
      </Select>
    </div>
  );
}
