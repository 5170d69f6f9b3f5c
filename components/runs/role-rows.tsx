"use client";
import { Input } from "@/components/ui/input.tsx";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import { ModelPicker } from "./model-picker.tsx";
import { type RunDraft, withRole } from "./run-draft.ts";

type RoleRowsProps = {
  readonly roles: readonly RoleView[];
  readonly draft: RunDraft;
  readonly modelsOf: (endpointId: string) => readonly string[];
  readonly errorAt: (path: string) => string | null;
  readonly onChange: (draft: RunDraft) => void;
};

/** A new model for one role; roles that had the same one, or none, come along when it is the first role. */
function withModel(draft: RunDraft, roles: readonly RoleView[], name: string, model: string): RunDraft {
  const before = draft.roles[name]?.model;
  if (roles[0]?.name !== name) return withRole(draft, name, { model });
  return roles.reduce((next, role) => {
    const current = next.roles[role.name]?.model;
    return role.name === name || current === before || current === ""
      ? withRole(next, role.name, { model })
      : next;
  }, draft);
}

/** Model and temperature of each role. */
export function RoleRows({ roles, draft, modelsOf, errorAt, onChange }: RoleRowsProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="text-small text-ink3 mb-1 grid w-full grid-cols-[1fr_62px] gap-1.5">
        <span className="text-ink2 font-[550]">Model per role</span>
        <span>Temp.</span>
      </legend>
      <div className="grid gap-1.5">
        {roles.map((role) => {
          const typed = draft.roles[role.name];
          if (!typed) return null;
          const [modelError, temperatureError] = [
            errorAt(`roles.${role.name}.model`),
            errorAt(`roles.${role.name}.temperature`),
          ];
          return (
            <div key={role.name}>
              <div className="grid grid-cols-[18px_1fr_62px] items-center gap-1.5">
                <RoleMark role={role} />
                <ModelPicker
                  label={`${role.title}: model`}
                  value={typed.model}
                  models={modelsOf(typed.endpointId)}
                  isInvalid={modelError !== null}
                  onChange={(model) => onChange(withModel(draft, roles, role.name, model))}
                />
                <Input
                  aria-label={`${role.title}: temperature`}
                  aria-invalid={temperatureError !== null || undefined}
                  inputMode="decimal"
                  value={typed.temperature}
                  placeholder="0.3"
                  onChange={(event) =>
                    onChange(withRole(draft, role.name, { temperature: event.target.value }))
                  }
                />
              </div>
              {(modelError ?? temperatureError) && (
                <p role="alert" className="text-tiny text-danger mt-0.5 pl-6">
                  {modelError ?? temperatureError}
                </p>
              )}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
