"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatCount } from "@/components/ui/format.ts";
import { treeFacetsQuery } from "@/lib/client/trees.ts";
import { filtersOf, type MetaChoice, type QuestionChoice } from "./question-address.ts";

/** So many values of a key are shown at first. */
const fewValues = 8;

type QuestionFacetsProps = {
  readonly runId: string;
  readonly choice: QuestionChoice;
  readonly onChange: (meta: MetaChoice) => void;
};

/** Level, subject and what else the questions came with, each value with the questions it would leave; nothing where there is none. */
export function QuestionFacets({ runId, choice, onChange }: QuestionFacetsProps) {
  const { data } = useQuery({
    ...treeFacetsQuery(runId, filtersOf(choice)),
    placeholderData: keepPreviousData,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <aside aria-label="Facets" className="w-44 shrink-0 max-lg:w-full">
      <details className="group lg:hidden">
        <summary className="text-small text-ink2 min-h-8 cursor-pointer py-1.5 pointer-coarse:min-h-11">
          Narrow by {data.items.map(({ key }) => key).join(", ")}
        </summary>
        <Groups items={data.items} meta={choice.meta} onChange={onChange} />
      </details>
      <div className="sticky top-14 max-h-[calc(100dvh-72px)] overflow-y-auto max-lg:hidden">
        <Groups items={data.items} meta={choice.meta} onChange={onChange} />
      </div>
    </aside>
  );
}

type Item = {
  readonly key: string;
  readonly values: readonly { readonly value: string; readonly count: number }[];
};
type GroupsProps = {
  readonly items: readonly Item[];
  readonly meta: MetaChoice;
  readonly onChange: (meta: MetaChoice) => void;
};

function Groups({ items, meta, onChange }: GroupsProps) {
  return (
    <div className="flex flex-col gap-4">
      {items.map((item) => (
        <Group
          key={item.key}
          item={item}
          chosen={meta[item.key] ?? []}
          onChange={(values) => {
            const { [item.key]: _, ...rest } = meta;
            onChange(values.length === 0 ? rest : { ...rest, [item.key]: values });
          }}
        />
      ))}
    </div>
  );
}

type GroupProps = {
  readonly item: Item;
  readonly chosen: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
};

function Group({ item: { key, values }, chosen, onChange }: GroupProps) {
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? values : values.filter(({ value }, at) => at < fewValues || chosen.includes(value));
  return (
    <fieldset className="min-w-0">
      <legend className="text-small pb-1 font-semibold break-words first-letter:uppercase">{key}</legend>
      {shown.map(({ value, count }) => (
        <label key={value} className="text-small flex min-h-6 items-center gap-2 pointer-coarse:min-h-11">
          <input
            type="checkbox"
            className="size-3.5 shrink-0"
            checked={chosen.includes(value)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, value] : chosen.filter((other) => other !== value))
            }
          />
          <span dir="auto" className="min-w-0 flex-1 truncate" title={value}>
            {value}
          </span>
          <span className="text-ink3">{formatCount(count)}</span>
        </label>
      ))}
      {values.length > shown.length && (
        <button
          type="button"
          className="text-small text-accent min-h-6 hover:underline pointer-coarse:min-h-11"
          onClick={() => setOpen(true)}
        >
          {values.length - shown.length} more
        </button>
      )}
    </fieldset>
  );
}
