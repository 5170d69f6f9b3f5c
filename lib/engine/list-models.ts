import type OpenAI from "openai";
import { isRecord } from "../core/is-record.ts";
import { readText } from "./read-text.ts";

/** A model as an endpoint lists it. vLLM tells the path or repository it serves (`root`) and the context length. */
export type ModelInfo = {
  readonly id: string;
  readonly root: string | null;
  readonly ownedBy: string | null;
  readonly maxModelLen: number | null;
};

const mostModels = 2000;

/**
 * GET /models: `{ data: [{ id }] }`, or a bare list as some gateways send. [] where the list is neither. Throws what
 * the client throws.
 */
export async function listModels(client: OpenAI, signal: AbortSignal): Promise<ModelInfo[]> {
  const sent = await client.get<unknown>("/models", { signal });
  const list: unknown = isRecord(sent) ? (sent["data"] ?? sent["models"]) : sent;
  if (!Array.isArray(list)) return [];
  const seen = new Set<string>();
  return list
    .filter(isRecord)
    .slice(0, mostModels)
    .flatMap((model) => {
      const id = model["id"] ?? model["name"];
      if (typeof id !== "string" || id === "" || seen.has(id)) return [];
      seen.add(id);
      return [
        {
          id,
          root: readText(model["root"]),
          ownedBy: readText(model["owned_by"]),
          maxModelLen: readCount(model["max_model_len"]),
        },
      ];
    });
}

const readCount = (value: unknown): number | null =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : null;
