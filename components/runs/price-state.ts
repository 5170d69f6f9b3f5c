import type { Endpoint } from "@/lib/http/wire/endpoints.ts";

export type ModelUse = { readonly endpointId: string; readonly model: string };

/**
 * The models whose cost is not known because their endpoint has no price for them, each once. The simulator's are
 * free; an endpoint that is gone has no prices any more.
 */
export function unpricedModels(uses: readonly ModelUse[], endpoints: readonly Endpoint[]): string[] {
  const byId = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));
  const models = uses
    .filter(({ endpointId, model }) => {
      const endpoint = byId.get(endpointId);
      return model !== "" && !endpoint?.isSimulator && endpoint?.prices[model] === undefined;
    })
    .map(({ model }) => model);
  return [...new Set(models)];
}
