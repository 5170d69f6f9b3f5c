"use client";
import { Select } from "@/components/ui/select.tsx";
import type { Run } from "@/lib/http/wire/runs.ts";

type RunPickerProps = {
  readonly label: string;
  readonly runs: readonly Run[];
  readonly value: string;
  /** The run on the other side: runs of its data set come first. */
  readonly other: Run | undefined;
  readonly onChange: (runId: string) => void;
};

/** Chooses a run of a comparison; runs over the same data set stand first. */
export function RunPicker({ label, runs, value, other, onChange }: RunPickerProps) {
  const isAlike = (run: Run): boolean => other?.dataset !== null && run.dataset?.id === other?.dataset?.id;
  const choices = runs.filter(({ id }) => id === value || id !== other?.id);
  const near = other ? choices.filter(isAlike) : [];
  const far = choices.filter((run) => !near.includes(run));
  const optionOf = ({ id, name }: Run) => (
    <option key={id} value={id}>
      {name}
    </option>
  );
  return (
    <Select
      aria-label={label}
      value={value}
      className="min-w-0 flex-1"
      onChange={(event) => onChange(event.target.value)}
    >
      {!runs.some(({ id }) => id === value) && <option value={value}>Choose a run</option>}
      {near.length > 0 && <optgroup label="Same data set">{near.map(optionOf)}</optgroup>}
      {far.length > 0 &&
        (near.length > 0 ? <optgroup label="Others">{far.map(optionOf)}</optgroup> : far.map(optionOf))}
    </Select>
  );
}
