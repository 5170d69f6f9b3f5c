"use client";
import { Search } from "lucide-react";
import { useState } from "react";
import { Chip } from "@/components/ui/chip.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import { PairSort, type PairState } from "@/lib/http/wire/pairs.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import { pairStates } from "./verdicts.ts";

export type PairFilterValues = {
  role: string;
  state: PairState;
  min: number;
  q: string;
  tree: string;
  sort: (typeof PairSort.options)[number];
  /** Draws the random sample. */
  seed: number;
};

/** Rounded down, so that the inclusive test takes in the fraction itself. */
const gaps: readonly [number, string][] = [
  [0, "any gap"],
  [0.222222, "≥ 2/9"],
  [0.333333, "≥ 1/3"],
  [0.5, "≥ 1/2"],
  [0.666666, "≥ 2/3"],
  [1, "= 1"],
];
const sortWords = {
  index: "in order",
  disputed: "people against credit first",
  "-margin": "widest gap first",
  margin: "narrowest first",
  near: "nearest the threshold first",
  "-length": "longest first",
  random: "a random sample",
} as const;

type PairFiltersProps = {
  roles: readonly RoleView[];
  filters: PairFilterValues;
  counts: Readonly<Record<string, number>> | null;
  onChange: (patch: Partial<PairFilterValues>) => void;
};

/** Which pairs are in the queue. */
export function PairFilters({ roles, filters, counts, onChange }: PairFiltersProps) {
  const [draft, setDraft] = useState(filters.q);
  return (
    <div className="border-line flex flex-col gap-2 border-b p-3">
      <div className="flex flex-wrap gap-1.5" role="group" aria-label="Role">
        <Chip isOn={filters.role === ""} onClick={() => onChange({ role: "" })}>
          All roles
        </Chip>
        {roles.map((role) => (
          <Chip
            key={role.name}
            isOn={filters.role === role.name}
            onClick={() => onChange({ role: role.name })}
            title={role.title}
            aria-label={role.title}
          >
            {role.letter}
          </Chip>
        ))}
      </div>
      <div className="flex flex-wrap gap-1.5" role="group" aria-label="State">
        {pairStates
          .filter(
            (state) =>
              state === "all" ||
              state === "undecided" ||
              state === filters.state ||
              (counts?.[state] ?? 0) > 0,
          )
          .map((state) => (
            <Chip
              key={state}
              isOn={filters.state === state}
              count={counts?.[state]}
              onClick={() => onChange({ state })}
            >
              {state === "all" ? "All" : state}
            </Chip>
          ))}
      </div>
      <div className="grid grid-cols-2 gap-2">
        <Select
          aria-label="Least gap between the values"
          value={String(filters.min)}
          onChange={(event) => onChange({ min: Number(event.target.value) })}
        >
          {(gaps.some(([gap]) => gap === filters.min)
            ? gaps
            : [...gaps, [filters.min, `≥ ${filters.min}`] as const]
          ).map(([gap, words]) => (
            <option key={gap} value={gap}>
              {words}
            </option>
          ))}
        </Select>
        <Select
          aria-label="Order"
          value={filters.sort}
          onChange={(event) => onChange({ sort: PairSort.parse(event.target.value) })}
        >
          {PairSort.options.map((sort) => (
            <option key={sort} value={sort}>
              {sortWords[sort]}
            </option>
          ))}
        </Select>
      </div>
      {filters.sort === "random" && (
        <div className="text-small text-ink2 flex items-center gap-2">
          Random sample, seed
          <Input
            aria-label="Seed of the random sample"
            key={filters.seed}
            type="number"
            min={0}
            max={2_147_483_647}
            step={1}
            className="w-28"
            defaultValue={filters.seed}
            onBlur={(event) => {
              const seed = event.target.valueAsNumber;
              if (Number.isInteger(seed) && seed >= 0 && seed <= 2_147_483_647) onChange({ seed });
            }}
            onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
          />
        </div>
      )}
      <form
        role="search"
        className="relative"
        onSubmit={(event) => {
          event.preventDefault();
          onChange({ q: draft.trim() });
        }}
      >
        <Search
          aria-hidden
          size={14}
          className="text-ink3 pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2"
        />
        <Input
          type="search"
          data-find
          aria-label="Search questions"
          placeholder="Question"
          className="pl-8"
          value={draft}
          onChange={(event) => {
            setDraft(event.target.value);
            if (event.target.value === "") onChange({ q: "" });
          }}
          onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        />
      </form>
      {filters.tree !== "" && (
        <Chip isOn onClick={() => onChange({ tree: "" })} className="self-start">
          one tree only ✕
        </Chip>
      )}
    </div>
  );
}
