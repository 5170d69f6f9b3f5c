"use client";
import { Minus, Plus } from "lucide-react";

type StepperProps = {
  readonly id?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  readonly label: string;
};

const buttonClass =
  "grid w-[30px] shrink-0 place-items-center bg-sunken text-ink disabled:opacity-40 pointer-coarse:w-11";

/** A small whole number with a button on each side; typing works too. */
export function Stepper({ id, value, min, max, onChange, label }: StepperProps) {
  const move = (next: number): void => onChange(Math.max(min, Math.min(max, next)));
  return (
    <div className="rounded-control border-line2 flex h-8 overflow-hidden border pointer-coarse:h-11">
      <button
        type="button"
        aria-label={`${label}: fewer`}
        disabled={value <= min}
        onClick={() => move(value - 1)}
        className={buttonClass}
      >
        <Minus aria-hidden size={12} />
      </button>
      <input
        id={id}
        inputMode="numeric"
        aria-label={label}
        value={value}
        onChange={(event) => move(Number(event.target.value.replaceAll(/\D/g, "").slice(-2)) || min)}
        className="bg-surface w-full min-w-0 text-center font-semibold focus-visible:outline-offset-[-2px]"
      />
      <button
        type="button"
        aria-label={`${label}: more`}
        disabled={value >= max}
        onClick={() => move(value + 1)}
        className={buttonClass}
      >
        <Plus aria-hidden size={12} />
      </button>
    </div>
  );
}
