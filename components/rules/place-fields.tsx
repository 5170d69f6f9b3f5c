import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import { PatternFields } from "./pattern-fields.tsx";
import type { RuleDraft } from "./rule-draft.ts";
import type { RuleFieldsProps } from "./rule-fields.ts";

const places: Readonly<Record<RuleDraft["place"], string>> = {
  task: "where the task looks for it",
  last_line: "on the last line",
  after: "behind a marker",
  regex: "where a pattern finds it",
  whole: "the whole text",
};

/** Where the answer stands in a text. */
export function PlaceFields({ draft, onChange, errorAt }: RuleFieldsProps) {
  return (
    <>
      <Field label="Where the answer stands">
        {(control) => (
          <Select
            {...control}
            value={draft.place}
            onChange={(event) => onChange({ place: event.target.value as RuleDraft["place"] })}
          >
            {Object.entries(places).map(([place, words]) => (
              <option key={place} value={place}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {draft.place === "after" && (
        <Field
          label="Marker"
          hint="As it stands in the texts, upper and lower case too. Its last one counts."
          error={errorAt("extraction.marker")}
        >
          {(control) => (
            <Input
              {...control}
              className="font-mono"
              maxLength={200}
              value={draft.marker}
              onChange={(event) => onChange({ marker: event.target.value })}
            />
          )}
        </Field>
      )}
      {draft.place === "regex" && (
        <PatternFields
          pattern={draft.placePattern}
          onChange={(placePattern) => onChange({ placePattern })}
          errorAt={(field) => errorAt(`extraction.${field}`)}
        />
      )}
    </>
  );
}
