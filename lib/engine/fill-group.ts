import { nodeTexts } from "../../db/queries/nodes.ts";
import type { Store } from "../../db/client.ts";
import type { NewNode } from "../../db/queries/insert-group.ts";
import type { Message, Slot } from "../core/tree.ts";
import { extractClaim } from "../judge/extract-claim.ts";
import type { JudgePool } from "../judge/pool.ts";
import type { ActiveRun } from "./active-run.ts";
import type { CompletionRequest, CompletionResult, Choice } from "./complete.ts";
import type { Group, OpenTree } from "./open-tree.ts";
import { costOf, type Price } from "./prices.ts";
import { requestSeed } from "./request-seed.ts";
import { splitUsage } from "./split-usage.ts";
import { judgeInputOf, storedJudging } from "./stored-judging.ts";

/** The exact messages of a group; its siblings share them. Reads the texts that stand in them where they are not at hand. */
export async function promptOfGroup(
  store: Store,
  run: ActiveRun,
  tree: OpenTree,
  slot: Slot,
): Promise<readonly Message[]> {
  const { protocol, protocolConfig } = run.policy;
  const paths = protocol.reads(slot);
  const absent = paths.filter((path) => !tree.texts.has(path));
  const read = absent.length > 0 ? await nodeTexts(store, tree.id, absent) : null;
  const nodes = paths.map((path) => {
    const shape = tree.nodes.get(path);
    const text = tree.texts.get(path) ?? read?.get(path);
    if (!shape || text === undefined)
      throw new Error(`tree ${tree.id}: ${slot.path} reads ${path}, which is not stored`);
    return { ...shape, text };
  });
  return protocol.prompt({ question: tree.question, nodes, failed: [...tree.failed] }, slot, protocolConfig);
}

/** The request that a group is sent as. */
export function requestOfGroup(
  run: ActiveRun,
  tree: OpenTree,
  group: Group,
  messages: readonly Message[],
): CompletionRequest {
  const role = run.config.roles[group.role];
  if (!role) throw new Error(`run ${run.id} has no role ${group.role}`);
  return {
    messages: [...messages],
    n: group.slots.length,
    model: role.model,
    temperature: role.temperature,
    topP: role.topP,
    maxTokens: role.maxTokens,
    seed:
      run.config.seed === null
        ? null
        : requestSeed(run.config.seed, tree.question.text, group.slots[0]?.path ?? "", group.paidButBad),
    stop: role.stop,
    extraBody: role.extraBody,
    api: role.api,
  };
}

type Filled = { readonly slot: Slot; readonly choice: Choice };

/** The nodes of the choices that came, judged, each with its share of the request's usage (`splitUsage`) and its price. */
export async function nodesOfChoices(
  run: ActiveRun,
  tree: OpenTree,
  filled: readonly Filled[],
  result: CompletionResult,
  {
    tokens,
    price,
    seed,
    judge,
  }: {
    /** Of each filled place, as counted; null where nobody counted. */
    readonly tokens: readonly (number | null)[];
    readonly price: Price | undefined;
    readonly seed: number | null;
    readonly judge: JudgePool;
  },
): Promise<NewNode[]> {
  const isShared = result.choices.length > 1;
  const usages = splitUsage(
    result.usage,
    filled.map(({ choice }) => choice),
    tokens,
  );
  const specs = new Map(run.policy.protocol.roles.map((role) => [role.name, role]));
  const judged = await judge.judgeMany(
    filled
      .filter(({ slot }) => specs.get(slot.role)?.isJudged)
      .map(({ choice }) => judgeInputOf(tree.question, run.rule, choice)),
  );
  return filled.map(({ slot, choice }, index): NewNode => {
    const spec = specs.get(slot.role);
    const judgement = spec?.isJudged ? judged.shift() : undefined;
    const stored = judgement && storedJudging(judgement);
    const own = usages[index] ?? { promptTokens: 0, completionTokens: 0, cachedPromptTokens: null };
    return {
      runId: run.id,
      role: slot.role,
      path: slot.path,
      verdict: stored?.verdict ?? null,
      claim: spec?.isClaiming ? extractClaim(choice.text) : null,
      finishReason: choice.finishReason,
      answer: stored?.answer ?? null,
      judge: stored?.judge ?? null,
      model: result.model ?? run.config.roles[slot.role]?.model ?? null,
      ...own,
      isEstimated: isShared || result.usage.isEstimated,
      costUsd: costOf(own, price),
      latencyMs: result.latencyMs,
      seed,
      systemFingerprint: result.systemFingerprint,
      requestId: result.requestId,
      createdAt: new Date(),
      text: choice.text,
      reasoning: choice.reasoning,
    };
  });
}
