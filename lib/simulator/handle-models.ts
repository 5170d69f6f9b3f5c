import type { SimulatedModel } from "./models.ts";
import type { Jobs } from "./training/jobs.ts";
import { errorResponse } from "./wire.ts";

/** Answers /models and /models/{id}: the built-in models and those that jobs have trained, which alone can be deleted. */
export async function handleModels(
  method: string,
  address: string,
  {
    models,
    created,
    jobs,
  }: { readonly models: readonly SimulatedModel[]; readonly created: number; readonly jobs: Jobs },
): Promise<Response> {
  const views = [
    ...models.map(({ id }) => ({ id, object: "model", created, owned_by: "malthouse" })),
    ...jobs.models().map((model) => ({
      id: model.id,
      object: "model",
      created: model.created,
      owned_by: "local",
      parent: model.parent,
    })),
  ];
  const id = decodeURIComponent(address.slice("/models/".length));
  if (id === "")
    return method === "GET"
      ? Response.json({ object: "list", data: views })
      : errorResponse(405, "Use GET here.");
  const view = views.find((model) => model.id === id);
  if (!view) return errorResponse(404, `The model "${id}" does not exist.`, { code: "model_not_found" });
  if (method === "GET") return Response.json(view);
  if (method !== "DELETE") return errorResponse(405, "Use GET or DELETE here.");
  if (!(await jobs.removeModel(id))) return errorResponse(403, `The model "${id}" is built in.`);
  return Response.json({ id, object: "model", deleted: true });
}
