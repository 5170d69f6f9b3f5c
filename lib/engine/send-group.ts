import type { ActiveRun } from "./active-run.ts";
import { nothing, type Spend } from "./budget.ts";
import { type CompletionRequest, type CompletionResult, completeOnce } from "./complete.ts";
import { EndpointFailure } from "./endpoint-failure.ts";
import type { GatePass } from "./endpoint-gate.ts";
import { nodesOfChoices, promptOfGroup, requestOfGroup } from "./fill-group.ts";
import type { GrowerCore } from "./grower.ts";
import { handleFailure } from "./handle-failure.ts";
import { type Lane, quirksOf } from "./lane.ts";
import { type Group, type OpenTree, splitGroup } from "./open-tree.ts";
import { costOf } from "./prices.ts";
import { failParts, storeGroup } from "./store-group.ts";

/** The most that a request can cost: its prompt, and every sibling at the token limit. */
function worstCase(lane: Lane, request: CompletionRequest): Spend {
  // Three characters a token is below what tokenizers reach on English and maths, so this is an upper estimate.
  const prompt = Math.ceil(request.messages.reduce((sum, { content }) => sum + content.length, 0) / 3);
  const completion = request.n * request.maxTokens;
  const usage = { promptTokens: prompt, completionTokens: completion, cachedPromptTokens: null, isEstimated: true };
  return { usd: costOf(usage, lane.endpoint.prices[request.model]), tokens: prompt + completion, requests: 1 };
}

function release(tree: OpenTree, group: Group): void {
  for (const { path } of group.slots) tree.inFlight.delete(path);
}

/** Sends one group and stores what comes back; never throws. */
export async function sendGroup(core: GrowerCore, lane: Lane, run: ActiveRun, tree: OpenTree, group: Group): Promise<void> {
  const role = run.config.roles[group.role];
  const model = role?.model ?? "";
  const quirks = quirksOf(lane, model);
  const isBatch = group.slots.length > 1;
  if (isBatch && (run.config.siblings === "off" || quirks.n === "no")) {
    for (const single of splitGroup(group)) core.enqueue(run, tree, single);
    return;
  }
  const isProbe = isBatch && quirks.n === "unknown";
  if (isProbe) lane.probing.add(model);
  lane.inFlight++;
  run.inFlight++;
  for (const { path } of group.slots) tree.inFlight.add(path);
  // At once, before anything is awaited: a reopening gate lets one request through, and the next is asked for in this tick.
  const pass = lane.gate.onStart();
  let isSent = false;
  try {
    const messages = await promptOfGroup(core.store, run, tree, group.slots[0] ?? { path: "", role: group.role });
    const request = requestOfGroup(run, tree, group, messages);
    const worst = worstCase(lane, request);
    if (run.stop || !run.ledger.reserve(worst)) {
      release(tree, group);
      for (const { path } of group.slots) tree.asked.delete(path);
      if (!run.stop) await waitForBudget(core, run, tree);
      return;
    }
    isSent = true;
    pass.tokens = worst.tokens;
    await exchange({ core, lane, run, tree, group, request, worst, pass });
  } catch (error) {
    core.log.error(error, "a group could not be handled");
    release(tree, group);
    if (!run.stop) core.enqueueLater(run, tree, group, 5000);
  } finally {
    if (!isSent) lane.gate.onCancel(pass);
    if (isProbe) lane.probing.delete(model);
    lane.inFlight--;
    run.inFlight--;
    await pauseWhenSpent(core, run);
    core.settleIfIdle(run);
    core.pump();
  }
}

export type Exchange = {
  readonly core: GrowerCore;
  readonly lane: Lane;
  readonly run: ActiveRun;
  readonly tree: OpenTree;
  readonly group: Group;
  readonly request: CompletionRequest;
  readonly worst: Spend;
  readonly pass: GatePass;
};

async function exchange(parts: Exchange): Promise<void> {
  const { core, lane, run, tree, group, request, worst, pass } = parts;
  let result: CompletionResult;
  try {
    result = await completeOnce(lane.access, request, { now: core.now, quirks: quirksOf(lane, request.model) });
  } catch (error) {
    const failure = error instanceof EndpointFailure ? error : new EndpointFailure({ kind: "transient", message: "The request failed.", cause: error });
    const usd = failure.usage ? costOf(failure.usage, lane.endpoint.prices[request.model]) : 0;
    const tokens = failure.usage ? failure.usage.promptTokens + failure.usage.completionTokens : 0;
    run.ledger.settle(worst, { ...nothing, usd, tokens, requests: 1 });
    release(tree, group);
    const { isCounted } = lane.gate.onFailure(pass, failure);
    await handleFailure(parts, failure, { usd, isCounted });
    return;
  }
  const costUsd = costOf(result.usage, lane.endpoint.prices[request.model]);
  const tokens = result.usage.promptTokens + result.usage.completionTokens;
  run.ledger.settle(worst, { usd: costUsd, tokens, requests: 1 });
  lane.gate.onSuccess(pass, { inFlight: lane.inFlight, tokens, rateLimit: result.rateLimit });
  run.hasAnswered = true;
  run.refusedFromStart = 0;
  const filled = group.slots.flatMap((slot, index) => {
    const choice = result.choices[index];
    return choice ? [{ slot, choice }] : [];
  });
  const nodes = await nodesOfChoices(run, tree, filled, result, { costUsd, seed: request.seed, judge: core.judge });
  const unanswered = group.slots.filter((_, index) => !result.choices[index]);
  const spend = {
    requests: 1,
    retries: unanswered.length > 0 ? 1 : 0,
    promptTokens: result.usage.promptTokens,
    completionTokens: result.usage.completionTokens,
    costUsd,
  };
  await storeGroup(core, run, tree, nodes, spend);
  release(tree, group);
  await askAgain(parts, unanswered, result.missingChoices < unanswered.length);
  await core.afterGroup(run, tree);
  core.bus.publish({ runId: run.id, event: "progress" });
}

/** Choices that did not come are asked for one by one; empty ones were paid for and count as an attempt. */
async function askAgain({ core, run, tree, group }: Exchange, slots: Group["slots"], areEmpty: boolean): Promise<void> {
  if (slots.length === 0) return;
  const again = { ...group, slots, paidButBad: group.paidButBad + (areEmpty ? 1 : 0) };
  if (again.paidButBad >= 3) {
    await failParts(core, run, tree, again, { code: "empty_answer", message: "The endpoint sent an empty answer each time." });
    return;
  }
  for (const single of splitGroup(again)) core.enqueue(run, tree, single);
}

async function waitForBudget(core: GrowerCore, run: ActiveRun, tree: OpenTree): Promise<void> {
  core.setWaiting(run, { for: "budget", until: null, reason: "The budget does not cover the next request." });
  await core.afterGroup(run, tree);
}

/** A run whose budget is spent pauses when its last request is back, and names the sum that would finish it. */
async function pauseWhenSpent(core: GrowerCore, run: ActiveRun): Promise<void> {
  if (run.waiting?.for !== "budget" || run.inFlight > 0 || run.stop || !core.active.has(run.id)) return;
  const { spent } = run.ledger;
  const total = run.row.nodesTotal;
  const share = total > 0 ? Math.max(0.001, run.nodesSinceStart / total) : 1;
  const budget = run.row.budget ?? {};
  const needed = (value: number) => value / Math.min(1, share);
  const parts = [
    budget.usd === undefined ? null : `about $${needed(spent.usd).toFixed(2)} in all (now $${budget.usd})`,
    budget.tokens === undefined ? null : `about ${Math.ceil(needed(spent.tokens)).toLocaleString("en")} tokens in all (now ${budget.tokens.toLocaleString("en")})`,
    budget.requests === undefined ? null : `about ${Math.ceil(needed(spent.requests)).toLocaleString("en")} requests in all (now ${budget.requests.toLocaleString("en")})`,
  ].filter((part) => part !== null);
  const reason = `The budget is used up: ${spent.requests.toLocaleString("en")} requests, $${spent.usd.toFixed(2)}. Finishing needs ${parts.join(", ")}. Raise it and resume.`;
  await core.stopRun(run, "paused", { for: "budget", until: null, reason });
}
