import type { Store } from "../../db/client.ts";
import { longestQuestion } from "../../db/queries/longest-question.ts";
import type { RunCheck } from "../http/wire/run-checks.ts";
import type { Planned } from "./create-run.ts";
import type { ModelInfo } from "./list-models.ts";

/** Characters a token, where no tokenizer is at hand. */
const charactersPerToken = 4;

/**
 * Says which roles may not fit into their model's context: the longest question, with everything above as long as
 * max_tokens allows. Silent where the endpoint does not tell the context's length.
 */
export async function checkContext(
  store: Store,
  datasetId: string,
  { config, protocol, protocolConfig }: Planned,
  listed: ReadonlyMap<string, readonly ModelInfo[] | null>,
  say: (code: string, level: RunCheck["level"], message: string, path?: string) => void,
): Promise<void> {
  const characters = await longestQuestion(store, datasetId);
  const means = Object.fromEntries(
    Object.entries(config.roles).map(([role, { maxTokens }]) => [role, maxTokens]),
  );
  const estimate = protocol.estimate(Math.ceil(characters / charactersPerToken), protocolConfig, means);
  const fitting: string[] = [];
  for (const { name: role, title } of protocol.roles) {
    const own = config.roles[role];
    const length = own && listed.get(own.endpointId)?.find(({ id }) => id === own.model)?.maxModelLen;
    if (!own || !length) continue;
    const needed = (estimate[role]?.promptTokens ?? 0) + own.maxTokens;
    if (own.maxTokens >= length)
      say(
        "context",
        "error",
        `${title}: max_tokens ${own.maxTokens} leaves no room for a prompt in the ${length} tokens of ${own.model}.`,
        `roles.${role}.maxTokens`,
      );
    else if (needed > length)
      say(
        "context",
        "warning",
        `${title}: the longest prompt and max_tokens may come to ${needed.toLocaleString("en")} tokens; ${own.model} takes ${length.toLocaleString("en")}. Parts that do not fit fail.`,
        `roles.${role}.maxTokens`,
      );
    else fitting.push(title);
  }
  if (fitting.length > 0)
    say("context", "ok", `Prompts and answers fit into the context (${fitting.join(", ")}).`);
}
