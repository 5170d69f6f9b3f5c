import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { CheckBox } from "./check-box.tsx";
import type { PatternDraft } from "./rule-draft.ts";

type PatternFieldsProps = {
  readonly pattern: PatternDraft;
  readonly onChange: (pattern: PatternDraft) => void;
  /** Errors by the rule's own names: "pattern", "group". */
  readonly errorAt: (field: string) => string | null;
};

/** A regular expression, its flags, and which of its groups is meant. */
export function PatternFields({ pattern, onChange, errorAt }: PatternFieldsProps) {
  const change = (fields: Partial<PatternDraft>): void => onChange({ ...pattern, ...fields });
  return (
    <div className="grid gap-2">
      <div className="grid grid-cols-[minmax(0,1fr)_72px] items-start gap-2.5">
        <Field
          label="Pattern"
          hint="A regular expression of JavaScript; its last match counts."
          error={errorAt("pattern")}
        >
          {(control) => (
            <Input
              {...control}
              className="font-mono"
              spellCheck={false}
              maxLength={500}
              placeholder="<answer>(.*?)</answer>"
              value={pattern.pattern}
              onChange={(event) => change({ pattern: event.target.value })}
            />
          )}
        </Field>
        <Field label="Group" hint="0: all of it" error={errorAt("group")}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={pattern.group}
              onChange={(event) => change({ group: event.target.value.replaceAll(/\D/g, "").slice(0, 2) })}
            />
          )}
        </Field>
      </div>
      <div className="flex flex-wrap gap-x-4">
        <CheckBox isOn={pattern.isCaseIgnored} onChange={(isCaseIgnored) => change({ isCaseIgnored })}>
          case does not matter
        </CheckBox>
        <CheckBox isOn={pattern.isMultiline} onChange={(isMultiline) => change({ isMultiline })}>
          ^ and $ at each line
        </CheckBox>
      </div>
    </div>
  );
}
