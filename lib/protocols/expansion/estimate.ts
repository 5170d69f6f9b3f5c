import type { Estimate, LengthMeans, RoleSpec } from "../protocol.ts";
import type { Branching, Prompts } from "./branching.ts";

/** Tokens of a text of so many characters, where no tokenizer is at hand. */
const tokensOf = (characters: number): number => Math.ceil(characters / 4);

/** What one tree costs: rows grow by the branching, prompts by what each role reads. */
export function estimate(
  roles: readonly RoleSpec[],
  questionTokens: number,
  config: Branching & Prompts,
  means: LengthMeans,
): Estimate {
  let [parents, context] = [1, questionTokens];
  const result: Record<string, { completions: number; groups: number; promptTokens: number }> = {};
  for (const { name: role } of roles) {
    const own = config.roles[role];
    const completions = parents * (config.branching[role] ?? 0);
    const written = tokensOf((own?.template.length ?? 0) + (own?.systemPrompt?.length ?? 0));
    result[role] = { completions, groups: parents, promptTokens: Math.round(context + written) };
    context += means[role] ?? 0;
    parents = completions;
  }
  return result;
}
