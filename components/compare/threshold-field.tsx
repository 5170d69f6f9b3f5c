"use client";
import { useState } from "react";
import { Chip } from "@/components/ui/chip.tsx";
import { Input } from "@/components/ui/input.tsx";
import type { Comparison } from "@/lib/http/wire/compare.ts";

type ThresholdFieldProps = {
  readonly comparison: Comparison;
  /** Null takes A's own. */
  readonly onChange: (threshold: number | null) => void;
};

/** The one threshold at which both runs are read: either run's own, or one that is typed. */
export function ThresholdField({ comparison: { a, b, threshold }, onChange }: ThresholdFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const save = (): void => {
    const value = Number((draft ?? "").trim().replace(",", "."));
    if (draft !== null && draft.trim() !== "" && value >= 0 && value <= 1)
      onChange(Math.round(value * 1e6) / 1e6);
    setDraft(null);
  };
  return (
    <form
      className="text-small text-ink2 flex flex-wrap items-center gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <span aria-hidden>θ for both</span>
      <Input
        aria-label="Threshold for both runs"
        inputMode="decimal"
        className="h-[30px] w-[68px]! text-right"
        value={draft ?? String(threshold)}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={save}
      />
      {a.threshold !== b.threshold && (
        <>
          <Chip isOn={threshold === a.threshold} onClick={() => onChange(null)}>
            A’s {a.threshold}
          </Chip>
          <Chip isOn={threshold === b.threshold} onClick={() => onChange(b.threshold)}>
            B’s {b.threshold}
          </Chip>
        </>
      )}
    </form>
  );
}
