"use client";
import { useState } from "react";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import type { RecipePatch, RecipeValues } from "./recipe-address.ts";

type TermsFieldsProps = {
  values: Pick<RecipeValues, "sourceLicence" | "modelTerms">;
  errorOf: (path: string) => string | null;
  onChange: (patch: RecipePatch) => void;
};

/** What holds for the questions and for the models' texts; the card repeats it, or says that it is unset. */
export function TermsFields({ values, errorOf, onChange }: TermsFieldsProps) {
  return (
    <fieldset className="border-line border-t pt-3">
      <legend className="text-tiny text-ink3 float-left mb-2 w-full">
        Terms; there is no default licence, and the card says unset where nothing stands
      </legend>
      <div className="clear-both flex flex-col gap-3">
        <Term
          label="Licence of the questions"
          example="such as MIT"
          value={values.sourceLicence}
          error={errorOf("sourceLicence")}
          onChange={(sourceLicence) => onChange({ sourceLicence })}
        />
        <Term
          label="Terms of the models"
          example="such as Llama 3.1 Community License"
          value={values.modelTerms}
          error={errorOf("modelTerms")}
          onChange={(modelTerms) => onChange({ modelTerms })}
        />
      </div>
    </fieldset>
  );
}

type TermProps = {
  label: string;
  example: string;
  value: string | null;
  error: string | null;
  onChange: (value: string | null) => void;
};

/** Spaces are kept while one types; what is sent has none around it. */
function Term({ label, example, value, error, onChange }: TermProps) {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <Field label={label} error={error}>
      {(control) => (
        <Input
          {...control}
          maxLength={300}
          placeholder={`unset, ${example}`}
          value={draft ?? value ?? ""}
          onChange={(event) => {
            setDraft(event.target.value);
            onChange(event.target.value.trim() || null);
          }}
          onBlur={() => setDraft(null)}
        />
      )}
    </Field>
  );
}
