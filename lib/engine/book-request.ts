import type { Tx } from "../../db/client.ts";
import type { NewNode, Spend } from "../../db/queries/insert-group.ts";
import { addRoleUsage, type RolePlace, type RoleUsage, siblingTexts } from "../../db/queries/role-usage.ts";
import { parentPath } from "../core/path.ts";
import { countRepeats } from "./count-repeats.ts";
import type { OpenTree } from "./open-tree.ts";
import { costOf, type Price } from "./prices.ts";
import type { Usage } from "./usage.ts";

/** What one request has used; nothing but itself where no usage came with its failure. */
export type RequestSpend = Spend & Pick<RoleUsage, "cachedPromptTokens" | "estimatedTokens" | "latencyMs">;

/** The spend of a request. `retries`: 1 where some of what it asked for must be asked for again. `latencyMs`: of an answer. */
export function spendOfRequest(
  usage: Usage | null,
  price: Price | undefined,
  { retries, latencyMs }: { readonly retries: 0 | 1; readonly latencyMs: number },
): RequestSpend {
  const { promptTokens, completionTokens, cachedPromptTokens } = usage ?? noUsage;
  return {
    requests: 1,
    retries,
    promptTokens,
    completionTokens,
    cachedPromptTokens: cachedPromptTokens ?? 0,
    estimatedTokens: usage?.isEstimated ? promptTokens + completionTokens : 0,
    costUsd: usage ? costOf(usage, price) : 0,
    latencyMs,
  };
}

const noUsage = { promptTokens: 0, completionTokens: 0, cachedPromptTokens: null };

/** A request's place, and of its tree what is stored before it. */
type Booking = {
  readonly runId: string;
  readonly tree: Pick<OpenTree, "id" | "nodes" | "texts">;
  readonly role: string;
};

/** Books a request that brought nothing on its role, within the transaction that stores what it cost. */
export const bookRequest = async (tx: Tx, booking: Booking, spend: RequestSpend): Promise<void> =>
  addRoleUsage(tx, [await usageOf(tx, booking, spend, [])]);

/**
 * What a request adds to its role. What the nodes it filled do not account for is unkept: empty answers, answers that
 * came too late. So a role's nodes and its unkept part add up to its tokens, one by one.
 */
export async function usageOf(
  tx: Tx,
  { runId, tree, role }: Booking,
  spend: RequestSpend,
  kept: readonly NewNode[],
): Promise<RolePlace & RoleUsage> {
  const sum = (of: (node: NewNode) => number | null | undefined) =>
    kept.reduce((total, node) => total + (of(node) ?? 0), 0);
  const all = spend.promptTokens + spend.completionTokens;
  const unkept =
    all - sum(({ promptTokens }) => promptTokens) - sum(({ completionTokens }) => completionTokens);
  return {
    runId,
    treeId: tree.id,
    role,
    ...spend,
    answers: kept.length > 0 ? 1 : 0,
    latencyMs: kept.length > 0 ? spend.latencyMs : 0,
    unkeptTokens: unkept,
    unkeptUsd: unkept === 0 ? 0 : Math.max(0, spend.costUsd - sum(({ costUsd }) => costUsd)),
    identical: countRepeats(
      kept.map(({ text }) => text),
      await olderSiblings(tx, tree, kept),
    ),
  };
}

async function olderSiblings(
  tx: Tx,
  tree: Booking["tree"],
  added: readonly NewNode[],
): Promise<readonly string[]> {
  const [first] = added;
  if (!first) return [];
  const parent = parentPath(first.path);
  const paths = added.map(({ path }) => path);
  const older = [...tree.nodes.values()].filter(
    ({ path, role }) => role === first.role && parentPath(path) === parent && !paths.includes(path),
  );
  const texts = older.flatMap(({ path }) => tree.texts.get(path) ?? []);
  if (texts.length === older.length) return texts;
  return await siblingTexts(tx, { treeId: tree.id, role: first.role, parent, except: paths });
}
