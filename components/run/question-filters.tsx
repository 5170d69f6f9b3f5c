"use client";
import { Search } from "lucide-react";
import { useState } from "react";
import { Chip } from "@/components/ui/chip.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import { formatCount } from "@/components/ui/format.ts";
import { TreeFilter, TreeSort } from "@/lib/http/wire/runs.ts";

type Filter = (typeof TreeFilter.options)[number];
type Sort = (typeof TreeSort.options)[number];

const filterWords: Readonly<Record<Filter, string>> = {
  all: "All",
  mixed: "Mixed",
  all_correct: "All correct",
  all_incorrect: "All incorrect",
  unknown: "Unknown",
  disagreement: "Verdict ≠ label",
  local_disagreement: "Global ≠ local label",
  failed: "Failed parts",
  overridden: "Overridden",
  paired: "With pairs",
  truncated: "Cut off",
  identical: "Identical siblings",
};
const sortWords: Readonly<Record<Sort, string>> = {
  index: "in order",
  "-index": "last first",
  value: "lowest value",
  "-value": "highest value",
  "-pairs": "most pairs",
  pairs: "fewest pairs",
  "-cost": "dearest",
  cost: "cheapest",
  "-tokens": "most tokens",
  tokens: "fewest tokens",
  "-unknown": "most unknown",
  unknown: "fewest unknown",
  status: "waiting first",
  "-status": "failed first",
  question: "question, A to Z",
  "-question": "question, Z to A",
  gold: "gold, A to Z",
  "-gold": "gold, Z to A",
};

export type QuestionFilterValues = { filter: Filter; sort: Sort; q: string; text: string };
type QuestionFiltersProps = {
  filters: QuestionFilterValues;
  onChange: (patch: Partial<QuestionFilterValues>) => void;
  counts: Readonly<Record<string, number>> | null;
  total: number | null;
};

/** Two searches, the filters with how many trees each leaves, and the order. */
export function QuestionFilters({ filters, onChange, counts, total }: QuestionFiltersProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchField
        key={`q ${filters.q}`}
        label="Search questions and gold"
        placeholder="Question or gold"
        value={filters.q}
        onSearch={(q) => onChange({ q })}
        isFind
      />
      <SearchField
        key={`text ${filters.text}`}
        label="Search the words of all completions"
        placeholder="Words in completions"
        value={filters.text}
        onSearch={(text) => onChange({ text })}
      />
      <div
        className="flex flex-wrap gap-1.5 max-md:flex-nowrap max-md:overflow-x-auto max-md:pb-1"
        role="group"
        aria-label="Filter"
      >
        {TreeFilter.options
          .filter((name) => name === "all" || name === filters.filter || (counts?.[name] ?? 0) > 0)
          .map((name) => (
            <Chip
              key={name}
              isOn={filters.filter === name}
              count={counts?.[name]}
              onClick={() => onChange({ filter: name })}
            >
              {filterWords[name]}
            </Chip>
          ))}
      </div>
      <span className="flex-1" />
      {(filters.q !== "" || filters.text !== "") && total !== null && (
        <span className="text-small text-ink2">{formatCount(total)} found</span>
      )}
      <label className="text-small text-ink2 flex items-center gap-1.5">
        Sort
        <Select
          value={filters.sort}
          className="w-36!"
          onChange={(event) => onChange({ sort: TreeSort.parse(event.target.value) })}
        >
          {TreeSort.options.map((name) => (
            <option key={name} value={name}>
              {sortWords[name]}
            </option>
          ))}
        </Select>
      </label>
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
    </form>
  );
}
