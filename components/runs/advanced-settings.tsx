"use client";
import { useState } from "react";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import { Select } from "@/components/ui/select.tsx";
import { Stepper } from "@/components/ui/stepper.tsx";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import { RoleSettings } from "./role-settings.tsx";
import type { RunDraft } from "./run-draft.ts";

type AdvancedSettingsProps = {
  readonly roles: readonly RoleView[];
  readonly draft: RunDraft;
  readonly endpoints: readonly { readonly id: string; readonly name: string }[];
  /** The protocol's own template by role, for the task of the chosen data set. */
  readonly templates: Readonly<Record<string, string>>;
  readonly errorAt: (path: string) => string | null;
  readonly onChange: (draft: RunDraft) => void;
};

/** What most runs leave as it is. */
export function AdvancedSettings({
  roles,
  draft,
  endpoints,
  templates,
  errorAt,
  onChange,
}: AdvancedSettingsProps) {
  const [roleName, setRoleName] = useState<string | null>(null);
  const set = (fields: Partial<RunDraft>): void => onChange({ ...draft, ...fields });
  return (
    <details className="group">
      <summary className="text-small text-accent font-[550]">Advanced settings</summary>
      <div className="mt-3 grid gap-3">
        <Field label="Name of the run" error={errorAt("name")} hint="Left empty: data set, n and model.">
          {(control) => (
            <Input
              {...control}
              value={draft.name}
              maxLength={200}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <div className="grid grid-cols-2 gap-2.5">
          <Field label="Which questions" error={errorAt("questions.sample")}>
            {(control) => (
              <Select
                {...control}
                value={draft.sample}
                onChange={(event) => set({ sample: event.target.value === "random" ? "random" : "first" })}
              >
                <option value="first">the first</option>
                <option value="random">a random draw</option>
              </Select>
            )}
          </Field>
          <Field label="Skip the first" error={errorAt("questions.offset")}>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                placeholder="0"
                value={draft.offset}
                onChange={(event) => set({ offset: event.target.value })}
              />
            )}
          </Field>
          <Field label="Seed" hint="Empty: none is sent." error={errorAt("seed")}>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                placeholder="none"
                value={draft.seed}
                onChange={(event) => set({ seed: event.target.value })}
              />
            )}
          </Field>
          <Field label="Threshold" hint="Positive is strictly above." error={errorAt("threshold")}>
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                placeholder="0.5"
                value={draft.threshold}
                onChange={(event) => set({ threshold: event.target.value })}
              />
            )}
          </Field>
          <Field label="Unknown leaves" error={errorAt("unknownLeaves")}>
            {(control) => (
              <Select
                {...control}
                value={draft.unknownLeaves}
                onChange={(event) =>
                  set({ unknownLeaves: event.target.value === "exclude" ? "exclude" : "incorrect" })
                }
              >
                <option value="incorrect">count as 0</option>
                <option value="exclude">leave out of the mean</option>
              </Select>
            )}
          </Field>
          <Field label="Incomplete nodes" error={errorAt("incomplete")}>
            {(control) => (
              <Select
                {...control}
                value={draft.incomplete}
                onChange={(event) =>
                  set({ incomplete: event.target.value === "include" ? "include" : "exclude" })
                }
              >
                <option value="exclude">get no label</option>
                <option value="include">are labelled too</option>
              </Select>
            )}
          </Field>
          <Field label="Siblings" className="col-span-2" error={errorAt("siblings")}>
            {(control) => (
              <Select
                {...control}
                value={draft.siblings}
                onChange={(event) => set({ siblings: event.target.value === "off" ? "off" : "auto" })}
              >
                <option value="auto">in one request where the endpoint takes n</option>
                <option value="off">each in a request of its own</option>
              </Select>
            )}
          </Field>
        </div>
        <fieldset className="grid grid-cols-3 gap-2.5">
          <legend className="text-small text-ink2 mb-1 font-[550]">Branching by role</legend>
          {roles.map((role) => (
            <div key={role.name} className="flex items-center gap-1.5">
              <RoleMark role={role} />
              <Stepper
                label={`${role.title}: branching`}
                min={1}
                max={12}
                value={draft.branching[role.name] ?? 3}
                onChange={(value) => set({ branching: { ...draft.branching, [role.name]: value } })}
              />
            </div>
          ))}
        </fieldset>
        <RoleSettings
          roles={roles}
          roleName={roleName}
          onRoleChoose={setRoleName}
          draft={draft}
          endpoints={endpoints}
          templates={templates}
          errorAt={errorAt}
          onChange={onChange}
        />
      </div>
    </details>
  );
}
