"use client";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card.tsx";
import { Chip } from "@/components/ui/chip.tsx";
import { Field } from "@/components/ui/field.tsx";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import { Select } from "@/components/ui/select.tsx";
import { ApiError } from "@/lib/client/api-error.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { NumberField } from "./number-field.tsx";
import { kinds, kindsOf, shapeOf, type RecipePatch, type RecipeValues } from "./recipe-address.ts";

type RecipeFormProps = {
  run: Run;
  values: RecipeValues;
  error: unknown;
  onChange: (patch: RecipePatch) => void;
};

/** What goes into the files; every change shows in the preview before anything is built. */
export function RecipeForm({ run, values, error, onChange }: RecipeFormProps) {
  const errorOf = (path: string): string | null =>
    error instanceof ApiError ? error.fieldError(path) : null;
  if (values.format === "trees") {
    return (
      <Card className="p-4">
        <h2 className="text-section">Recipe</h2>
        <p className="text-ink2 mt-2">
          Trees are written whole, one a line, unfinished ones too: completions, verdicts, values, decisions
          and the config. Nothing is chosen or left out, and the file can be imported again.
        </p>
      </Card>
    );
  }
  const shape = shapeOf(values.format);
  const chosen = kindsOf(values);
  const hasSft = chosen.includes("sft");
  const hasPairs = chosen.includes("dpo") || chosen.includes("reward");
  const toggle = (kind: (typeof chosen)[number]): void => {
    const next = chosen.includes(kind) ? chosen.filter((one) => one !== kind) : [...chosen, kind];
    if (next.length > 0) onChange({ kinds: next });
  };
  const roles = values.roles.length > 0 ? values.roles : run.roles.map((role) => role.name);
  const toggleRole = (name: string): void => {
    const next = run.roles
      .map((role) => role.name)
      .filter((role) => (role === name ? !roles.includes(name) : roles.includes(role)));
    if (next.length > 0) onChange({ roles: next.length === run.roles.length ? [] : next });
  };
  return (
    <Card className="flex flex-col gap-3.5 p-4">
      <h2 className="text-section">Recipe</h2>
      <Row label="Make">
        {kinds.map((kind) => {
          const isThere = shape.kinds.includes(kind.name);
          return (
            <Chip
              key={kind.name}
              isOn={chosen.includes(kind.name)}
              disabled={!isThere}
              title={isThere ? kind.note : `${shape.title} has no shape for it`}
              className={isThere ? undefined : "opacity-50"}
              onClick={() => toggle(kind.name)}
            >
              {kind.title}
            </Chip>
          );
        })}
      </Row>
      <Row label="Roles">
        {run.roles.map((role) => (
          <label key={role.name} className="flex items-center gap-1.5 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              checked={roles.includes(role.name)}
              onChange={() => toggleRole(role.name)}
            />
            <RoleMark role={role} />
            <span className="text-small">{role.title}</span>
          </label>
        ))}
      </Row>
      <div className="grid grid-cols-2 gap-x-3 gap-y-3">
        <NumberField
          label="Threshold θ"
          hint="a tie is negative"
          value={values.threshold}
          placeholder={`the run's ${run.threshold}`}
          most={1}
          error={errorOf("threshold")}
          onChange={(threshold) => onChange({ threshold })}
        />
        {hasPairs && (
          <NumberField
            label="Least gap"
            hint="chosen − rejected, such as 1/3"
            value={values.minMargin}
            most={1}
            error={errorOf("minMargin")}
            onChange={(minMargin) => onChange({ minMargin })}
          />
        )}
        {hasPairs && (
          <Choice
            label="Undecided pairs"
            value={values.undecided}
            options={{ include: "take in", exclude: "leave out" }}
            onChange={(undecided) => onChange({ undecided })}
          />
        )}
        {hasSft && (
          <Choice
            label="SFT from"
            value={values.sftFrom}
            options={{ all_positives: "all positives", paired_positives: "positives in a pair" }}
            onChange={(sftFrom) => onChange({ sftFrom })}
          />
        )}
        <Choice
          label="Cut at the token limit"
          value={values.truncated}
          options={{ exclude: "leave out", include: "take in" }}
          onChange={(truncated) => onChange({ truncated })}
        />
        <Choice
          label="Unknown verdict"
          value={values.unknown}
          options={{ exclude: "leave out", include: "take in" }}
          onChange={(unknown) => onChange({ unknown })}
        />
        <NumberField
          label="Cap a question"
          hint="rows, per kind and role"
          isWhole
          least={1}
          value={values.maxPairsPerQuestion}
          placeholder="no limit"
          error={errorOf("maxPairsPerQuestion")}
          onChange={(maxPairsPerQuestion) => onChange({ maxPairsPerQuestion })}
        />
        <NumberField
          label="Most rows"
          hint="per kind and role"
          isWhole
          least={1}
          value={values.maxRows}
          placeholder="no limit"
          error={errorOf("maxRows")}
          onChange={(maxRows) => onChange({ maxRows })}
        />
        <NumberField
          label="Prompt tokens (est.)"
          hint="longer rows are left out"
          isWhole
          least={1}
          value={values.maxPromptTokens}
          placeholder="no limit"
          error={errorOf("maxPromptTokens")}
          onChange={(maxPromptTokens) => onChange({ maxPromptTokens })}
        />
        <NumberField
          label="Row tokens (est.)"
          hint="prompt and longest answer"
          isWhole
          least={1}
          value={values.maxTokens}
          placeholder="no limit"
          error={errorOf("maxTokens")}
          onChange={(maxTokens) => onChange({ maxTokens })}
        />
        <Choice
          label="Reasoning"
          value={shape.reasoning.includes(values.reasoning) ? values.reasoning : "drop"}
          options={placesOf(shape.reasoning)}
          onChange={(reasoning) => onChange({ reasoning })}
        />
        <Choice
          label="Labels"
          value={values.labels}
          options={{ real: "real", shuffled: "shuffled (control)", inverted: "inverted (control)" }}
          onChange={(labels) => onChange({ labels })}
        />
        <Choice
          label="Equal rows"
          value={values.dedupe ? "once" : "keep"}
          options={{ once: "once", keep: "keep all" }}
          onChange={(dedupe) => onChange({ dedupe: dedupe === "once" })}
        />
        <NumberField
          label="Validation share"
          hint="by whole question, such as 0.1"
          value={values.validationShare}
          most={1}
          error={errorOf("validationShare")}
          onChange={(validationShare) => onChange({ validationShare })}
        />
        <NumberField
          label="Seed"
          hint="of the split and the caps"
          isWhole
          value={values.seed}
          error={errorOf("seed")}
          onChange={(seed) => onChange({ seed })}
        />
      </div>
    </Card>
  );
}

const placeWords = { drop: "drop", think_tags: "<think> tags", field: "own field" };
type Place = keyof typeof placeWords;
const placesOf = (places: readonly Place[]): Partial<Record<Place, string>> =>
  Object.fromEntries(places.map((place) => [place, placeWords[place]]));

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={label} className="grid grid-cols-[52px_1fr] items-start gap-2">
      <span className="text-small text-ink2 pt-1 font-[550]">{label}</span>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">{children}</div>
    </div>
  );
}

type ChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  options: Readonly<Partial<Record<Value, string>>>;
  onChange: (value: Value) => void;
};

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <Field label={label}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value as Value)}>
          {(Object.entries(options) as [Value, string][]).map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
