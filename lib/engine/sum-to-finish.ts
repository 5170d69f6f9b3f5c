import type { RunTotals } from "../../db/queries/run-totals.ts";
import type { ActiveRun } from "./active-run.ts";
import type { Spend } from "./budget.ts";
import type { EndpointRow } from "../../db/rows.ts";
import { costOf } from "./prices.ts";

export type SumFacts = {
  readonly totals: RunTotals;
  /** Tokens of a question of the run. */
  readonly questionTokens: number;
  /** The most that the next request can cost: so much must be free for it to be sent. */
  readonly next: Spend;
  readonly endpointOf: (id: string) => EndpointRow | undefined;
};

/**
 * What a run will have used in all once it is finished, about: what it has used, scaled by how much of the protocol's
 * own estimate is done, and room to reserve the last request. Where requests have failed, so many more of them as will
 * be enough 39 times in 40 if the rest fail as often. Before the first node it is the estimate alone.
 */
export function sumToFinish(run: ActiveRun, { totals, questionTokens, next, endpointOf }: SumFacts): Spend {
  const { policy, config } = run;
  const used: Spend = {
    usd: totals.costUsd,
    tokens: totals.promptTokens + totals.completionTokens,
    requests: totals.requests,
  };
  const meanTokens = totals.nodesDone > 0 ? totals.completionTokens / totals.nodesDone : next.tokens;
  const means = Object.fromEntries(policy.protocol.roles.map(({ name }) => [name, meanTokens]));
  const tree = policy.protocol.estimate(questionTokens, policy.protocolConfig, means);
  let [all, done] = [none, none];
  for (const [role, { completions, groups, promptTokens }] of Object.entries(tree)) {
    const asked = config.siblings === "auto" ? groups : completions;
    const tokens = asked * promptTokens + completions * meanTokens;
    const { endpointId = "", model = "" } = config.roles[role] ?? {};
    const usage = {
      promptTokens: asked * promptTokens,
      completionTokens: completions * meanTokens,
      cachedPromptTokens: null,
    };
    const own = { usd: costOf(usage, endpointOf(endpointId)?.prices[model]), tokens, requests: asked };
    all = add(all, own, totals.treesTotal);
    done = add(done, own, (totals.roles[role]?.nodes ?? 0) / Math.max(1, completions));
  }
  const scale = (name: keyof Spend): number => {
    const { [name]: spent } = used;
    // A machine by the hour is paid for whatever it is asked: what is done tells what is to come.
    const isByHour = name === "usd" && done.usd === 0 && spent > 0 && totals.nodesDone > 0;
    if (isByHour) return (spent * totals.nodesTotal) / totals.nodesDone;
    const whole = done[name] > 0 && spent > 0 ? (spent * all[name]) / done[name] : spent + all[name];
    return name === "requests" ? Math.ceil(whole + retriesBeyond(totals, whole) - 1e-9) : whole + next[name];
  };
  return { usd: scale("usd"), tokens: Math.ceil(scale("tokens")), requests: scale("requests") };
}

/** Two standard deviations of how many of the requests still to come fail, at the rate of those before. */
function retriesBeyond({ requests, retries }: RunTotals, whole: number): number {
  const rate = requests > 0 ? retries / requests : 0;
  return 2 * Math.sqrt(Math.max(0, whole - requests) * rate * (1 - rate));
}

const none: Spend = { usd: 0, tokens: 0, requests: 0 };

const add = (sum: Spend, own: Spend, times: number): Spend => ({
  usd: sum.usd + own.usd * times,
  tokens: sum.tokens + own.tokens * times,
  requests: sum.requests + own.requests * times,
});
