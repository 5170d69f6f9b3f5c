import type { UseQueryResult } from "@tanstack/react-query";
import { Card } from "@/components/ui/card.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input, TextArea } from "@/components/ui/input.tsx";
import type { RuleTried } from "@/lib/http/wire/rule-trials.ts";
import { TriedResult } from "./tried-result.tsx";

export type PastedText = { readonly text: string; readonly gold: string };
type TryTextProps = {
  readonly pasted: PastedText;
  readonly onChange: (pasted: PastedText) => void;
  readonly trial: UseQueryResult<RuleTried>;
  /** The rule is not complete, so what stands here is of an earlier one. */
  readonly isStale: boolean;
};

/** Said over what an earlier rule gave while the one in the fields cannot be tried. */
export const staleWords = "By the last complete rule; complete this one to try it.";

/** A text of one's own and its gold, judged by the rule while both are typed. */
export function TryText({ pasted, onChange, trial, isStale }: TryTextProps) {
  const item = trial.data?.items.find(({ stored }) => stored === null);
  const isCurrent = item?.text === pasted.text && item.gold === pasted.gold;
  return (
    <Card className="overflow-hidden">
      <div className="grid gap-2.5 p-4">
        <h2 className="text-section">Try a text</h2>
        <Field label="A model's text">
          {(control) => (
            <TextArea
              {...control}
              rows={4}
              dir="auto"
              placeholder="Paste one as your models write them"
              value={pasted.text}
              onChange={(event) => onChange({ ...pasted, text: event.target.value })}
            />
          )}
        </Field>
        <Field label="Gold">
          {(control) => (
            <Input
              {...control}
              dir="auto"
              value={pasted.gold}
              onChange={(event) => onChange({ ...pasted, gold: event.target.value })}
            />
          )}
        </Field>
      </div>
      {item && (
        <div
          aria-live="polite"
          className={`border-line border-t ${isCurrent && !trial.isFetching ? "" : "opacity-60"}`}
        >
          {isStale && <p className="text-small text-ink2 px-4 pt-2.5">{staleWords}</p>}
          <TriedResult item={item} isOpen />
        </div>
      )}
    </Card>
  );
}
