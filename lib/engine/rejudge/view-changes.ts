import type { Store } from "../../../db/client.ts";
import { listChanges, type ChangeFilter } from "../../../db/queries/judge-changes.ts";
import { nodesById } from "../../../db/queries/nodes.ts";
import { questionsById } from "../../../db/queries/questions.ts";
import { treesById } from "../../../db/queries/trees.ts";
import type { StoredJudging } from "../../../db/stored-types.ts";
import type { JudgeChange } from "../../http/wire/rejudgings.ts";

/** Characters of a completion shown on each side of its answer. */
const around = 110;

/** The stretch of a text round a span, else its end, cut to whole words where it can be. */
export function cutSnippet(
  text: string,
  span: { readonly start: number; readonly end: number } | null,
): JudgeChange["snippet"] {
  const { start, end } = span ?? { start: text.length, end: text.length };
  const from = Math.max(0, start - around);
  const to = Math.min(text.length, Math.max(end, start) + around);
  const space = from === 0 ? -1 : text.slice(from, Math.min(start, from + 20)).search(/\s/);
  const begin = from + space + 1;
  return { text: text.slice(begin, to), start: start - begin, end: Math.min(end, to) - begin };
}

const viewJudging = ({ verdict, answer, judge }: StoredJudging): JudgeChange["before"] => ({
  verdict,
  answer,
  judge: judge && { ...judge, flags: [...judge.flags] },
});

/** A page of what a rejudging changes, each with where it stands and the words round its answer. */
export async function viewChanges(
  store: Store,
  rejudgingId: string,
  query: ChangeFilter & { cursor?: string | undefined; limit: number },
): Promise<{ items: JudgeChange[]; nextCursor: string | null }> {
  const { items, nextCursor } = await listChanges(store, rejudgingId, query);
  const nodes = await nodesById(
    store,
    items.map(({ nodeId }) => nodeId),
  );
  const trees = await treesById(
    store,
    items.map(({ treeId }) => treeId),
  );
  const questions = await questionsById(
    store,
    [...trees.values()].map(({ questionId }) => questionId),
  );
  return {
    nextCursor,
    items: items.map(({ nodeId, treeId, position, path, role, isOverridden, before, after }) => ({
      nodeId,
      treeId,
      index: position,
      path,
      role,
      isOverridden,
      before: viewJudging(before),
      after: viewJudging(after),
      gold: questions.get(trees.get(treeId)?.questionId ?? "")?.gold ?? "",
      snippet: cutSnippet(nodes.get(nodeId)?.text ?? "", after.answer ?? before.answer),
    })),
  };
}
