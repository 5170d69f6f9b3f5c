"use client";
import { useState } from "react";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";

type ModelPickerProps = {
  readonly label: string;
  readonly value: string;
  /** What the endpoint says it serves; [] where it does not tell. */
  readonly models: readonly string[];
  readonly isInvalid: boolean;
  readonly onChange: (model: string) => void;
};

const another = "\u0000another";

/** A model the endpoint lists, or one typed by hand where it lists none or not all. */
export function ModelPicker({ label, value, models, isInvalid, onChange }: ModelPickerProps) {
  const [isTyping, setIsTyping] = useState(false);
  const shared = { "aria-label": label, "aria-invalid": isInvalid || undefined };
  if (isTyping || models.length === 0)
    return (
      <Input
        {...shared}
        autoFocus={isTyping}
        value={value}
        placeholder="model name"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onBlur={() => setIsTyping(value !== "" && !models.includes(value))}
      />
    );
  return (
    <Select
      {...shared}
      value={value}
      onChange={(event) =>
        event.target.value === another ? setIsTyping(true) : onChange(event.target.value)
      }
    >
      {value === "" && <option value="">Choose a model</option>}
      {value !== "" && !models.includes(value) && <option value={value}>{value} (not listed)</option>}
      {models.map((model) => (
        <option key={model} value={model}>
          {model}
        </option>
      ))}
      <option value={another}>Type another…</option>
    </Select>
  );
}
