import type { RunTotals } from "../../db/queries/run-totals.ts";
import type { RoleUsage } from "../http/wire/usage.ts";

type Asked = { readonly endpointId: string; readonly model: string };

/** US dollars a token of a role, prompt and completion alike, for its machine by the hour; roles without one are absent. */
export type MachineRates = ReadonlyMap<string, number>;

/** A run's roles with what they asked, as its config has them; {} where it came without one. */
export function askedByRole(
  config: Readonly<Record<string, unknown>> | null,
): Readonly<Record<string, Asked>> {
  return (config?.["roles"] ?? {}) as Readonly<Record<string, Asked>>;
}

/**
 * A machine's dollars over the tokens of all roles of the run that it answers: what an hour costs does not depend on
 * which of them is asked. A machine that answered nothing yet has no rate.
 */
export function machineRates(
  { machines, roles }: Pick<RunTotals, "machines" | "roles">,
  asked: Readonly<Record<string, Asked>>,
): MachineRates {
  const rates = new Map<string, number>();
  for (const { endpointId, model, usd } of machines) {
    const own = Object.keys(roles).filter(
      (role) => asked[role]?.endpointId === endpointId && asked[role].model === model,
    );
    const tokens = own.reduce((sum, role) => sum + tokensOf(roles[role]), 0);
    if (tokens > 0) for (const role of own) rates.set(role, usd / tokens);
  }
  return rates;
}

const tokensOf = (used: RunTotals["roles"][string] | undefined): number =>
  used ? used.promptTokens + used.completionTokens : 0;

/** What each role of a run has cost, by the token and its share of machines by the hour. */
export function costsByRole(
  totals: Pick<RunTotals, "machines" | "roles">,
  asked: Readonly<Record<string, Asked>>,
): Record<string, RoleUsage> {
  const rates = machineRates(totals, asked);
  return Object.fromEntries(
    Object.entries(totals.roles).map(([role, used]) => {
      const rate = rates.get(role) ?? 0;
      const machineUsd = rate * tokensOf(used);
      return [
        role,
        {
          endpointId: asked[role]?.endpointId ?? null,
          model: asked[role]?.model ?? null,
          requests: used.requests,
          retries: used.retries,
          nodes: used.nodes,
          promptTokens: used.promptTokens,
          completionTokens: used.completionTokens,
          cachedPromptTokens: used.cachedPromptTokens,
          estimatedTokens: used.estimatedTokens,
          unkeptTokens: used.unkeptTokens,
          costUsd: used.costUsd + machineUsd,
          unkeptUsd: used.unkeptUsd + rate * used.unkeptTokens,
          machineUsd,
        },
      ];
    }),
  );
}
