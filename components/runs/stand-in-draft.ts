import type { Run } from "@/lib/http/wire/runs.ts";

/** Whom a role asks from here on; no model: the run's own where the endpoint has it, else the endpoint's first. */
export type StandIn = { readonly endpointId: string; readonly model: string | null };
export type StandInDraft = Readonly<Record<string, StandIn>>;

/** The run as it is, with `fallbackId` in place of endpoints that are not here. `{}` for a run without its config. */
export function standInDraft(run: Run, endpointIds: readonly string[], fallbackId: string): StandInDraft {
  return Object.fromEntries(
    Object.entries(run.config?.roles ?? {}).map(([role, { endpointId, model }]) =>
      endpointIds.includes(endpointId)
        ? [role, { endpointId, model }]
        : [role, { endpointId: fallbackId, model: null }],
    ),
  );
}

/** The model that a role will ask; "" where nothing is known to choose from. */
export function modelOf(
  run: Run,
  draft: StandInDraft,
  role: string,
  modelsOf: (endpointId: string) => readonly string[],
): string {
  const { endpointId = "", model = null } = draft[role] ?? {};
  if (model !== null) return model;
  const own = run.config?.roles?.[role]?.model ?? "";
  const models = modelsOf(endpointId);
  return models.includes(own) ? own : (models[0] ?? own);
}

/** A choice for one role; roles that had the same come along where it is the first one. */
export function withStandIn(
  draft: StandInDraft,
  roleNames: readonly string[],
  role: string,
  choice: StandIn,
): StandInDraft {
  const before = draft[role];
  const isFirst = roleNames[0] === role;
  return Object.fromEntries(
    Object.entries(draft).map(([name, own]) => {
      const isSame = own.endpointId === before?.endpointId && own.model === before.model;
      return [name, name === role || (isFirst && isSame) ? choice : own];
    }),
  );
}
