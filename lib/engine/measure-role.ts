import type { Store } from "../../db/client.ts";
import { type MeasuredRole, measuredRole } from "../../db/queries/measured-roles.ts";
import type { RoleConfig } from "../http/wire/runs.ts";

/** Tokens of a completion where nothing was measured: a worked answer of a page's third. */
const assumedCompletionTokens = 220;
/** Seconds of a request where nothing was measured: about what a mid-size model takes for such an answer. */
const assumedRequestSeconds = 3.6;

/** What a role's requests are taken to use, and what that rests on. */
export type RoleMeans = {
  readonly basis: "dataset" | "model" | "assumed";
  /** Completions measured, and in how many runs; 0 where assumed. */
  readonly completions: number;
  readonly runs: number;
  readonly completionTokens: number;
  /** Of a request over the same questions; null: to be told from the texts. */
  readonly promptTokens: number | null;
  /** Share of the prompt's tokens that a prefix cache served. */
  readonly cachedShare: number;
  readonly seconds: number;
  /** Earlier requests brought several siblings at once. */
  readonly hasSiblings: boolean;
};

/**
 * A role's means over earlier runs of its model: over this data set, else over any; on its endpoint, else on any;
 * assumed where there is none. Never above the role's token limit.
 */
export async function measureRole(
  store: Store,
  { protocol, datasetId }: { readonly protocol: string; readonly datasetId: string },
  role: string,
  { endpointId, model, maxTokens }: Pick<RoleConfig, "endpointId" | "model" | "maxTokens">,
): Promise<RoleMeans> {
  for (const set of [datasetId, null])
    for (const endpoint of [endpointId, null]) {
      const found = await measuredRole(store, {
        protocol,
        role,
        model,
        endpointId: endpoint,
        datasetId: set,
      });
      if (found) return meansOf(found, set === null ? "model" : "dataset", maxTokens);
    }
  return {
    basis: "assumed",
    completions: 0,
    runs: 0,
    completionTokens: Math.min(maxTokens, assumedCompletionTokens),
    promptTokens: null,
    cachedShare: 0,
    seconds: assumedRequestSeconds,
    hasSiblings: false,
  };
}

function meansOf(found: MeasuredRole, basis: "dataset" | "model", maxTokens: number): RoleMeans {
  const { nodes, requests, answers, promptTokens, cachedPromptTokens, completionTokens, latencyMs } = found;
  // An import tells what its nodes used, not of how many requests.
  const isCounted = requests > 0 && answers > 0;
  return {
    basis,
    completions: nodes,
    runs: found.runs,
    completionTokens: Math.min(maxTokens, completionTokens / nodes),
    promptTokens: basis === "dataset" && isCounted ? promptTokens / answers : null,
    cachedShare: promptTokens > 0 ? cachedPromptTokens / promptTokens : 0,
    seconds: answers > 0 ? latencyMs / answers / 1000 : assumedRequestSeconds,
    hasSiblings: isCounted && nodes / answers > 1.2,
  };
}

/** What the figures of an estimate rest on, in sentences for a person. */
export function describeBasis(
  roles: readonly { readonly title: string; readonly model: string; readonly means: RoleMeans }[],
): string {
  const byText = new Map<string, { titles: string[]; completions: number; runs: number }>();
  for (const { title, model, means } of roles) {
    const text =
      means.basis === "assumed"
        ? `assumed, not measured: ${assumedCompletionTokens} tokens a completion at most, ${assumedRequestSeconds} s a request, 4 characters a token`
        : `completions of ${model} over ${means.basis === "dataset" ? "this data set" : "other data sets"}`;
    const entry = byText.get(text) ?? { titles: [], completions: 0, runs: 0 };
    entry.titles.push(title);
    entry.completions += means.completions;
    entry.runs = Math.max(entry.runs, means.runs);
    byText.set(text, entry);
  }
  const sentences = [...byText].map(([text, { titles, completions, runs }]) => {
    const measured =
      completions > 0
        ? `measured on ${completions.toLocaleString("en")} ${text} in ${runs === 1 ? "an earlier run" : `${runs} earlier runs`}`
        : text;
    const sentence = byText.size > 1 ? `${titles.join(", ")}: ${measured}` : measured;
    return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
  });
  return sentences.join(" ");
}
