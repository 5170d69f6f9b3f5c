"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import { Select } from "@/components/ui/select.tsx";
import type { Endpoint, Probe } from "@/lib/http/wire/endpoints.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { ModelPicker } from "./model-picker.tsx";
import { ProbeLine } from "./probe-line.tsx";
import { modelOf, type StandInDraft, withStandIn } from "./stand-in-draft.ts";

type StandInRowsProps = {
  readonly run: Run;
  readonly endpoints: readonly Endpoint[];
  readonly draft: StandInDraft;
  readonly probes: ReadonlyMap<string, UseQueryResult<Probe> | undefined>;
  readonly modelsOf: (endpointId: string) => readonly string[];
  readonly onChange: (draft: StandInDraft) => void;
};

/** Endpoint and model of each role, beside what it asked until now. */
export function StandInRows({ run, endpoints, draft, probes, modelsOf, onChange }: StandInRowsProps) {
  const roles = run.roles.filter(({ name }) => draft[name]);
  const names = roles.map(({ name }) => name);
  const nameOf = (id: string): string => endpoints.find((one) => one.id === id)?.name ?? "";
  const beforeOf = (role: string): string => {
    const { endpointId = "", model = "" } = run.config?.roles?.[role] ?? {};
    return `Until now ${model} of ${nameOf(endpointId) || "an endpoint that is not here"}`;
  };
  const before = new Set(names.map(beforeOf));
  const chosen = [...new Set(roles.map(({ name }) => draft[name]?.endpointId ?? ""))];
  return (
    <>
      <ul className="grid gap-2.5" aria-label="Roles">
        {roles.map((role) => {
          const endpointId = draft[role.name]?.endpointId ?? "";
          return (
            <li key={role.name} className="grid gap-1">
              <div className="grid grid-cols-[18px_1fr_1fr] items-center gap-2 max-md:grid-cols-[18px_1fr]">
                <RoleMark role={role} />
                <Select
                  aria-label={`${role.title}: endpoint`}
                  value={endpointId}
                  onChange={(event) =>
                    onChange(
                      withStandIn(draft, names, role.name, { endpointId: event.target.value, model: null }),
                    )
                  }
                >
                  {endpoints.map((one) => (
                    <option key={one.id} value={one.id}>
                      {one.name}
                    </option>
                  ))}
                </Select>
                <div className="max-md:col-start-2">
                  <ModelPicker
                    label={`${role.title}: model`}
                    value={modelOf(run, draft, role.name, modelsOf)}
                    models={modelsOf(endpointId)}
                    isInvalid={false}
                    onChange={(model) =>
                      onChange(withStandIn(draft, names, role.name, { endpointId, model }))
                    }
                  />
                </div>
              </div>
              {before.size > 1 && (
                <p className="text-tiny text-ink3 pl-[26px] wrap-anywhere">{beforeOf(role.name)}</p>
              )}
            </li>
          );
        })}
      </ul>
      {before.size === 1 && <p className="text-small text-ink3 wrap-anywhere">{[...before]}.</p>}
      {chosen.map((id) => (
        <p key={id} className="text-small text-ink2">
          {nameOf(id)}: <ProbeLine probe={probes.get(id)} />
        </p>
      ))}
    </>
  );
}
