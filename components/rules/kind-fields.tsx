import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import { CheckBox } from "./check-box.tsx";
import { ComparisonFields } from "./comparison-fields.tsx";
import { PatternFields } from "./pattern-fields.tsx";
import type { RuleDraft } from "./rule-draft.ts";
import type { RuleFieldsProps } from "./rule-fields.ts";

const kinds: Readonly<Record<RuleDraft["kind"], string>> = {
  exact: "it is the gold exactly",
  folded: "it is the gold but for case, spaces, punctuation",
  numeric: "its number equals the gold, or comes close",
  accepted: "it is one of the answers that the gold lists",
  regex: "what a pattern finds in it compares with the gold",
  f1: "it shares enough words with the gold",
};
const inners: Readonly<Record<RuleDraft["inner"], string>> = {
  exact: "exactly",
  folded: "but for case, spaces, punctuation",
  numeric: "as numbers",
};

/** When an answer is correct. */
export function KindFields(props: RuleFieldsProps) {
  const { draft, onChange, errorAt } = props;
  const { kind } = draft;
  return (
    <>
      <Field label="It is correct where">
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={(event) => onChange({ kind: event.target.value as RuleDraft["kind"] })}
          >
            {Object.entries(kinds).map(([name, words]) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {kind === "regex" && (
        <>
          <PatternFields
            pattern={draft.ownPattern}
            onChange={(ownPattern) => onChange({ ownPattern })}
            errorAt={errorAt}
          />
          <CheckBox isOn={draft.readsGold} onChange={(readsGold) => onChange({ readsGold })}>
            the pattern reads the gold too
          </CheckBox>
        </>
      )}
      {kind === "accepted" && <ListFields {...props} />}
      {(kind === "regex" || kind === "accepted") && (
        <Field label="They compare">
          {(control) => (
            <Select
              {...control}
              value={draft.inner}
              onChange={(event) => onChange({ inner: event.target.value as RuleDraft["inner"] })}
            >
              {Object.entries(inners).map(([name, words]) => (
                <option key={name} value={name}>
                  {words}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {kind === "f1" ? (
        <Field
          label="Token F1 from"
          hint="1: the same words in any order; articles and punctuation do not count"
          error={errorAt("threshold")}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              className="max-w-28"
              value={draft.threshold}
              onChange={(event) => onChange({ threshold: event.target.value })}
            />
          )}
        </Field>
      ) : kind === "regex" || kind === "accepted" ? (
        <ComparisonFields {...props} kind={draft.inner} prefix="compare." />
      ) : (
        <ComparisonFields {...props} kind={kind} prefix="" />
      )}
    </>
  );
}

function ListFields({ draft, onChange, errorAt }: RuleFieldsProps) {
  return (
    <div className="grid grid-cols-2 items-start gap-2.5">
      <Field label="The gold is">
        {(control) => (
          <Select
            {...control}
            value={draft.list}
            onChange={(event) => onChange({ list: event.target.value as RuleDraft["list"] })}
          >
            <option value="separator">parted by a sign</option>
            <option value="json">a JSON list</option>
          </Select>
        )}
      </Field>
      {draft.list === "separator" && (
        <Field label="Sign" error={errorAt("list.separator")}>
          {(control) => (
            <Input
              {...control}
              className="font-mono"
              maxLength={20}
              value={draft.separator}
              onChange={(event) => onChange({ separator: event.target.value })}
            />
          )}
        </Field>
      )}
    </div>
  );
}
