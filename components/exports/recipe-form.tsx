"use client";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { Chip } from "@/components/ui/chip.tsx";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import { ApiError } from "@/lib/client/api-error.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import type { PolicyEffects } from "@/lib/http/wire/exports.ts";
import { PolicyFields } from "./policy-fields.tsx";
import { presets } from "./presets.ts";
import { kinds, kindsOf, shapeOf, type RecipePatch, type RecipeValues } from "./recipe-address.ts";
import { TermsFields } from "./terms-fields.tsx";

type RecipeFormProps = {
  run: Run;
  values: RecipeValues;
  /** What switching each policy would do; null until it is counted. */
  effects: PolicyEffects | null;
  error: unknown;
  onChange: (patch: RecipePatch) => void;
};

/** What goes into the files; every change shows in the preview before anything is built. */
export function RecipeForm({ run, values, effects, error, onChange }: RecipeFormProps) {
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
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-section">Recipe</h2>
        <div role="group" aria-label="Presets" className="flex gap-1.5">
          {presets.map(({ title, note, patch }) => (
            <Button key={title} size="sm" title={note} onClick={() => onChange(patch)}>
              {title}
            </Button>
          ))}
        </div>
      </div>
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
      <PolicyFields run={run} values={values} effects={effects} errorOf={errorOf} onChange={onChange} />
      <TermsFields values={values} errorOf={errorOf} onChange={onChange} />
    </Card>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={label} className="grid grid-cols-[52px_1fr] items-start gap-2">
      <span className="text-small text-ink2 pt-1 font-[550]">{label}</span>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">{children}</div>
    </div>
  );
}
