"use client";
import { Search, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Chip } from "@/components/ui/chip.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { Input } from "@/components/ui/input.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import { Select } from "@/components/ui/select.tsx";
import { treeFilters, treeSorts } from "@/lib/core/tree-list.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import { noChoice, type QuestionChoice } from "./question-address.ts";
import { conditionsOf, filterWords, sortWords } from "./question-words.ts";

type QuestionFiltersProps = {
  readonly choice: QuestionChoice;
  readonly roles: readonly RoleView[];
  readonly onChange: (patch: Partial<QuestionChoice>) => void;
  readonly counts: Readonly<Record<string, number>> | null;
  /** Listed now; null before that is known. */
  readonly total: number | null;
};

/** Two searches, the filters with how many trees each leaves, and what else narrows the list. */
export function QuestionFilters({ choice, roles, onChange, counts, total }: QuestionFiltersProps) {
  const conditions = conditionsOf(choice, roles);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchField
        key={`q ${choice.q}`}
        label="Search questions and gold"
        placeholder="Question or gold"
        value={choice.q}
        onSearch={(q) => onChange({ q })}
        isFind
      />
      <SearchField
        key={`text ${choice.text}`}
        label="Search the words of all completions"
        placeholder="Words in completions"
        value={choice.text}
        onSearch={(text) => onChange({ text })}
      />
      <div
        className="flex flex-wrap gap-1.5 max-md:flex-nowrap max-md:overflow-x-auto max-md:pb-1"
        role="group"
        aria-label="Filter"
      >
        {treeFilters
          .filter((name) => name === "all" || name === choice.filter || (counts?.[name] ?? 0) > 0)
          .map((name) => (
            <Chip
              key={name}
              isOn={choice.filter === name}
              count={counts?.[name]}
              onClick={() => onChange({ filter: name })}
            >
              {filterWords[name]}
            </Chip>
          ))}
      </div>
      <label className="text-small text-ink2 flex items-center gap-1.5 md:hidden">
        Sort
        <Select
          value={choice.sort}
          className="w-36!"
          onChange={(event) => {
            const sort = treeSorts.find((name) => name === event.target.value);
            if (sort) onChange({ sort });
          }}
        >
          {treeSorts.map((name) => (
            <option key={name} value={name}>
              {sortWords[name]}
            </option>
          ))}
        </Select>
      </label>
      {conditions.length > 0 && (
        <div className="flex basis-full flex-wrap items-center gap-1.5">
          <span className="text-small text-ink2" role="status">
            {total === null ? "" : formatNoun(total, "question")}
          </span>
          {conditions
            .filter(({ key }) => key !== "filter" && key !== "having")
            .map(({ key, words, without }) => (
              <Button
                key={key}
                size="sm"
                onClick={() => onChange(without)}
                aria-label={`Leave out: ${words}`}
              >
                <span dir="auto" className="max-w-64 truncate">
                  {words}
                </span>
                <X aria-hidden size={12} />
              </Button>
            ))}
          <Button size="sm" variant="ghost" onClick={() => onChange({ ...noChoice, sort: choice.sort })}>
            Clear all
          </Button>
        </div>
      )}
    </div>
  );
}

type SearchFieldProps = {
  label: string;
  placeholder: string;
  value: string;
  onSearch: (text: string) => void;
  isFind?: boolean;
};

/** Searches on enter, so that a search of many texts is asked for once. */
function SearchField({ label, placeholder, value, onSearch, isFind = false }: SearchFieldProps) {
  const [draft, setDraft] = useState(value);
  return (
    <form
      role="search"
      aria-label={label}
      className="relative w-[200px] max-md:w-full"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(draft.trim());
      }}
    >
      <Search
        aria-hidden
        size={14}
        className="text-ink3 pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2"
      />
      <Input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        className="pl-8"
        value={draft}
        {...(isFind ? { "data-find": "" } : {})}
        onChange={(event) => {
          setDraft(event.target.value);
          if (event.target.value === "") onSearch("");
        }}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
      />
      {draft.trim() !== "" && draft.trim() !== value && (
        <Kbd className="pointer-events-none absolute top-1/2 right-8 -translate-y-1/2">↵</Kbd>
      )}
    </form>
  );
}
