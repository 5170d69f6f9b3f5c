import { useId, useState } from "react";
import { roundThreshold, type TriedThreshold } from "./use-threshold.ts";

/** The threshold as a number to be typed: up to six decimals, tried as soon as it is one. */
export function ThresholdField({ threshold }: { readonly threshold: TriedThreshold }) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <span className="rounded-control border-line2 focus-within:border-accent inline-flex h-7 items-center gap-1 border pl-2.5 pointer-coarse:h-11">
      <label htmlFor={id} title="Threshold">
        θ =
      </label>
      <input
        id={id}
        aria-label="Threshold"
        inputMode="decimal"
        className="w-13 bg-transparent font-bold tabular-nums outline-none"
        value={draft ?? threshold.shown.toFixed(Math.max(2, decimalsOf(threshold.shown)))}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          const text = event.target.value;
          setDraft(text);
          const value = Number(text.replace(",", "."));
          if (text.trim() !== "" && value >= 0 && value <= 1) threshold.set(roundThreshold(value));
        }}
        onBlur={() => setDraft(null)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== "Escape") return;
          if (event.key === "Escape") threshold.forget();
          setDraft(null);
          event.currentTarget.blur();
        }}
      />
    </span>
  );
}

const decimalsOf = (value: number): number => String(value).split(".")[1]?.length ?? 0;
