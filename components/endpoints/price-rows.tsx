"use client";
import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import { emptyPrice, type PriceDraft } from "./endpoint-draft.ts";

type PriceRowsProps = {
  readonly prices: readonly PriceDraft[];
  readonly errorAt: (path: string) => string | null;
  readonly onChange: (prices: readonly PriceDraft[]) => void;
};

const amounts = {
  tokens: [
    { field: "prompt", label: "$ per million prompt tokens" },
    { field: "cached", label: "$ per million cached, if less" },
    { field: "completion", label: "$ per million completion tokens" },
  ],
  hour: [{ field: "gpuHour", label: "$ per hour of the whole server" }],
} as const;

/** What each model costs; a model without a price costs nothing in the books. */
export function PriceRows({ prices, errorAt, onChange }: PriceRowsProps) {
  const setAt = (index: number, fields: Partial<PriceDraft>): void =>
    onChange(prices.map((price, at) => (at === index ? { ...price, ...fields } : price)));
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="text-small text-ink2 mb-1 font-[550]">Prices per model</legend>
      {prices.map((price, index) => {
        const error = errorAt(`prices.${price.model}`);
        return (
          // Rows have no name of their own until the model is typed.
          <div key={index} className="rounded-control bg-sunken grid gap-2 p-2">
            <div className="grid grid-cols-[1fr_150px_auto] gap-2">
              <Input
                aria-label="Model"
                placeholder="model"
                spellCheck={false}
                value={price.model}
                onChange={(event) => setAt(index, { model: event.target.value })}
              />
              <Select
                aria-label="How it is priced"
                value={price.kind}
                onChange={(event) =>
                  setAt(index, { kind: event.target.value === "hour" ? "hour" : "tokens" })
                }
              >
                <option value="tokens">by token</option>
                <option value="hour">by the hour</option>
              </Select>
              <Button
                variant="ghost"
                isIcon
                aria-label={`Remove the price of ${price.model || "this model"}`}
                onClick={() => onChange(prices.filter((_, at) => at !== index))}
              >
                <X aria-hidden size={14} />
              </Button>
            </div>
            <div className="grid gap-2 md:grid-cols-3">
              {amounts[price.kind].map(({ field, label }) => (
                <label key={field} className="text-tiny text-ink3">
                  {label}
                  <Input
                    inputMode="decimal"
                    className="text-body mt-0.5"
                    value={price[field]}
                    onChange={(event) => setAt(index, { [field]: event.target.value })}
                  />
                </label>
              ))}
            </div>
            {error && (
              <p role="alert" className="text-tiny text-danger">
                {error}
              </p>
            )}
          </div>
        );
      })}
      <div>
        <Button size="sm" onClick={() => onChange([...prices, emptyPrice])}>
          <Plus aria-hidden size={14} /> Add a price
        </Button>
      </div>
    </fieldset>
  );
}
