import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import type { RuleComparison } from "@/lib/http/wire/judge-rules.ts";
import { CheckBox } from "./check-box.tsx";
import type { RuleFieldsProps } from "./rule-fields.ts";

type ComparisonFieldsProps = RuleFieldsProps & {
  readonly kind: RuleComparison["kind"];
  /** Of these fields' names in the rule: "" or "compare.". */
  readonly prefix: string;
};

/** What a folded comparison ignores, or how far apart numbers may be; an exact one asks nothing. */
export function ComparisonFields({ kind, prefix, draft, onChange, errorAt }: ComparisonFieldsProps) {
  if (kind === "exact")
    return (
      <p className="text-tiny text-ink3">
        White space and Markdown emphasis at the ends do not count, nor the kind of quotes, dashes and spaces.
      </p>
    );
  if (kind === "folded")
    return (
      <fieldset>
        <legend className="text-small text-ink2 mb-0.5 font-[550]">What does not count</legend>
        <div className="flex flex-wrap gap-x-4">
          <CheckBox isOn={draft.ignoreCase} onChange={(ignoreCase) => onChange({ ignoreCase })}>
            case
          </CheckBox>
          <CheckBox isOn={draft.ignoreSpaces} onChange={(ignoreSpaces) => onChange({ ignoreSpaces })}>
            how wide spaces are
          </CheckBox>
          <CheckBox
            isOn={draft.ignorePunctuation}
            onChange={(ignorePunctuation) => onChange({ ignorePunctuation })}
          >
            punctuation, but for signs of a number
          </CheckBox>
        </div>
      </fieldset>
    );
  return (
    <div className="grid grid-cols-2 items-start gap-2.5">
      <Field label="Off by at most" hint="empty: must be equal" error={errorAt(`${prefix}absolute`)}>
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            placeholder="0.01"
            value={draft.absolute}
            onChange={(event) => onChange({ absolute: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="… or by this share of the gold"
        hint="0.05 is 5 %; both bounds included"
        error={errorAt(`${prefix}relative`)}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            placeholder="0.05"
            value={draft.relative}
            onChange={(event) => onChange({ relative: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
