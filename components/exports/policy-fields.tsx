"use client";
import type { ReactNode } from "react";
import type { PolicyEffects } from "@/lib/http/wire/exports.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { Choice } from "./choice.tsx";
import { EffectNote } from "./effect-note.tsx";
import { NumberField } from "./number-field.tsx";
import { kindsOf, shapeOf, type RecipePatch, type RecipeValues } from "./recipe-address.ts";

type PolicyFieldsProps = {
  run: Run;
  values: RecipeValues;
  effects: PolicyEffects | null;
  errorOf: (path: string) => string | null;
  onChange: (patch: RecipePatch) => void;
};

const inOrOut = { include: "take in", exclude: "leave out" };
const outOrIn = { exclude: "leave out", include: "take in" };

/** The rules of a recipe, each with what its other choice would do to the number of rows. */
export function PolicyFields({ run, values, effects, errorOf, onChange }: PolicyFieldsProps) {
  const shape = shapeOf(values.format);
  const chosen = kindsOf(values);
  const hasPairs = chosen.includes("dpo") || chosen.includes("reward");
  const effect = (field: string, hint?: string): ReactNode => (
    <EffectNote field={field} hint={hint} effects={effects} onChange={onChange} />
  );
  type LimitName =
    | "maxPairsPerQuestion"
    | "maxRows"
    | "maxPromptTokens"
    | "maxCompletionTokens"
    | "maxTokens";
  const limit = (field: LimitName, label: string, hint?: string): ReactNode => (
    <NumberField
      label={label}
      hint={effect(field, hint)}
      isWhole
      least={1}
      value={values[field]}
      placeholder="no limit"
      error={errorOf(field)}
      onChange={(value) => onChange({ [field]: value })}
    />
  );
  return (
    <>
      <Group title="Labels and pairs">
        <NumberField
          label="Threshold θ"
          hint="a tie is negative"
          value={values.threshold}
          placeholder={`the run's ${run.threshold}`}
          most={1}
          error={errorOf("threshold")}
          onChange={(threshold) => onChange({ threshold })}
        />
        <NumberField
          label="Raised by spread, α"
          hint={effect("thresholdAlpha", "θ + α·Var of siblings; a reviewer’s proposal, not MALT’s")}
          value={values.thresholdAlpha}
          most={2}
          error={errorOf("thresholdAlpha")}
          onChange={(thresholdAlpha) => onChange({ thresholdAlpha })}
        />
        {hasPairs && (
          <NumberField
            label="Least gap"
            hint={effect("minMargin", "chosen − rejected")}
            value={values.minMargin}
            most={1}
            error={errorOf("minMargin")}
            onChange={(minMargin) => onChange({ minMargin })}
          />
        )}
        {hasPairs && (
          <Choice
            label="Pairs of a parent"
            hint={effect("onePairPerParent")}
            value={values.onePairPerParent ? "one" : "all"}
            options={{ all: "all", one: "one, by seed" }}
            onChange={(pairs) => onChange({ onePairPerParent: pairs === "one" })}
          />
        )}
        {hasPairs && (
          <Choice
            label="Undecided pairs"
            hint={effect("undecided")}
            value={values.undecided}
            options={inOrOut}
            onChange={(undecided) => onChange({ undecided })}
          />
        )}
        {chosen.includes("sft") && (
          <Choice
            label="SFT from"
            hint={effect("sftFrom")}
            value={values.sftFrom}
            options={{ all_positives: "all positives", paired_positives: "positives in a pair" }}
            onChange={(sftFrom) => onChange({ sftFrom })}
          />
        )}
        {chosen.includes("step") && (
          <Choice
            label="Turns after an error"
            hint={effect("stopAtFirstError")}
            value={values.stopAtFirstError ? "stop" : "keep"}
            options={{ keep: "keep", stop: "stop at the first" }}
            onChange={(turns) => onChange({ stopAtFirstError: turns === "stop" })}
          />
        )}
        <Choice
          label="Labels"
          value={values.labels}
          options={{ real: "real", shuffled: "shuffled (control)", inverted: "inverted (control)" }}
          onChange={(labels) => onChange({ labels })}
        />
      </Group>
      <Group title="Texts">
        <Choice
          label="Cut at the token limit"
          hint={effect("truncated")}
          value={values.truncated}
          options={outOrIn}
          onChange={(truncated) => onChange({ truncated })}
        />
        <Choice
          label="Unknown verdict"
          hint={effect("unknown")}
          value={values.unknown}
          options={outOrIn}
          onChange={(unknown) => onChange({ unknown })}
        />
        <Choice
          label="Label rests on unknown"
          hint={effect("restsOnUnknown")}
          value={values.restsOnUnknown}
          options={inOrOut}
          onChange={(restsOnUnknown) => onChange({ restsOnUnknown })}
        />
        <Choice
          label="Equal rows"
          hint={effect("dedupe")}
          value={values.dedupe ? "once" : "keep"}
          options={{ once: "once", keep: "keep all" }}
          onChange={(dedupe) => onChange({ dedupe: dedupe === "once" })}
        />
        <Choice
          label="Same texts"
          hint={effect("dedupeTexts", "case and space folded")}
          value={values.dedupeTexts ? "once" : "keep"}
          options={{ keep: "keep all", once: "once" }}
          onChange={(texts) => onChange({ dedupeTexts: texts === "once" })}
        />
        <Choice
          label="Reasoning"
          value={shape.reasoning.includes(values.reasoning) ? values.reasoning : "drop"}
          options={placesOf(shape.reasoning)}
          onChange={(reasoning) => onChange({ reasoning })}
        />
      </Group>
      <Group title="Limits, per kind and role">
        {limit("maxPairsPerQuestion", "Cap a question", "strongest stay")}
        {limit("maxRows", "Most rows", "spread over questions")}
        {limit("maxPromptTokens", "Prompt tokens (est.)")}
        {limit("maxCompletionTokens", "Answer tokens (est.)")}
        {limit("maxTokens", "Row tokens (est.)", "prompt and longest answer")}
      </Group>
      <Group title="Split">
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
          hint="of the split and the draws"
          isWhole
          value={values.seed}
          error={errorOf("seed")}
          onChange={(seed) => onChange({ seed })}
        />
      </Group>
    </>
  );
}

const placeWords = { drop: "drop", think_tags: "<think> tags", field: "own field" };
type Place = keyof typeof placeWords;
const placesOf = (places: readonly Place[]): Partial<Record<Place, string>> =>
  Object.fromEntries(places.map((place) => [place, placeWords[place]]));

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="border-line border-t pt-3">
      <legend className="text-tiny text-ink3 float-left mb-2 w-full">{title}</legend>
      <div className="clear-both grid grid-cols-2 gap-x-3 gap-y-3">{children}</div>
    </fieldset>
  );
}
