"use client";
import { type ReactNode, useState } from "react";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";

type NumberFieldProps = {
  label: string;
  hint?: ReactNode;
  /** Null is an empty field: no limit, or the run's own. */
  value: number | null;
  placeholder?: string;
  isWhole?: boolean;
  least?: number;
  most?: number;
  error?: string | null;
  onChange: (value: number | null) => void;
};

/** What was typed as a number in its range; null for an empty field, undefined for what is neither. */
function readNumber(
  typed: string,
  { isWhole, least, most }: { isWhole: boolean; least: number; most: number },
): number | null | undefined {
  const text = typed.trim();
  if (text === "") return null;
  const fraction = /^(\d+)\s*\/\s*([1-9]\d*)$/.exec(text);
  // A fraction is rounded down at six decimals, so that an inclusive test takes in the fraction itself.
  const value = fraction ? Math.floor((Number(fraction[1]) / Number(fraction[2])) * 1e6) / 1e6 : Number(text);
  if (!Number.isFinite(value) || value < least || value > most || (isWhole && !Number.isInteger(value)))
    return undefined;
  return value;
}

/** A number that may be left empty; what cannot be read is said below and changes nothing. */
export function NumberField({
  label,
  hint,
  value,
  placeholder,
  isWhole = false,
  least = 0,
  most = Number.MAX_SAFE_INTEGER,
  error,
  onChange,
}: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? (value === null ? "" : String(value));
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `${least} to ${most}`;
  const isBad = draft !== null && readNumber(draft, { isWhole, least, most }) === undefined;
  return (
    <Field label={label} hint={hint} error={isBad ? `A ${isWhole ? "whole " : ""}number ${range}` : error}>
      {(control) => (
        <Input
          {...control}
          inputMode={isWhole ? "numeric" : "text"}
          placeholder={placeholder}
          value={shown}
          onChange={(event) => {
            setDraft(event.target.value);
            const read = readNumber(event.target.value, { isWhole, least, most });
            if (read !== undefined) onChange(read);
          }}
          onBlur={() => setDraft(null)}
        />
      )}
    </Field>
  );
}
