import type { Store } from "../../../db/client.ts";
import { listDecisions } from "../../../db/queries/decisions.ts";
import { nodesById } from "../../../db/queries/nodes.ts";
import { overridesOfRun } from "../../../db/queries/overrides.ts";
import { questionsById } from "../../../db/queries/questions.ts";
import { treesById } from "../../../db/queries/trees.ts";
import type { RunRow } from "../../../db/rows.ts";
import { sha256Hex } from "../../export/hash.ts";
import type { WordLine } from "../../export/word-line.ts";

const perPage = 500;
const schema = "malthouse.words/1" as const;

/** All that people said of a run, a line each: the whole histories of decisions and overrides, first to last. */
export async function* outgoingWords(store: Store, run: RunRow): AsyncGenerator<string> {
  const { configHash } = run;
  for (let cursor: string | undefined; ;) {
    const { items, nextCursor } = await listDecisions(store, run.id, { cursor, limit: perPage });
    const at = await placesOf(
      store,
      items.flatMap(({ chosenNodeId, rejectedNodeId }) => [chosenNodeId, rejectedNodeId]),
    );
    yield lines(
      items.flatMap((word) => {
        const [chosen, rejected] = [at(word.chosenNodeId), at(word.rejectedNodeId)];
        if (!chosen || !rejected) return [];
        const left = [chosen, rejected].find(({ id }) => id === word.leftNodeId);
        const { verdict, author, reason, blind, bulk, sample, ms, settles } = word;
        const { question, path: chosenPath, sha256: chosenSha256 } = chosen;
        return {
          schema,
          kind: "decision" as const,
          configHash,
          question,
          chosenPath,
          rejectedPath: rejected.path,
          chosenSha256,
          rejectedSha256: rejected.sha256,
          verdict,
          author,
          reason,
          at: word.at.toISOString(),
          blind,
          leftPath: left?.path ?? null,
          bulk,
          sample,
          ms,
          settles,
        };
      }),
    );
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  const overrides = await overridesOfRun(store, run.id);
  for (let first = 0; first < overrides.length; first += perPage) {
    const some = overrides.slice(first, first + perPage);
    const at = await placesOf(
      store,
      some.map(({ nodeId }) => nodeId),
    );
    yield lines(
      some.flatMap(({ nodeId, verdict, author, reason, at: time }) => {
        const node = at(nodeId);
        if (!node) return [];
        const { question, path, sha256 } = node;
        return {
          schema,
          kind: "override" as const,
          configHash,
          question,
          path,
          sha256,
          verdict,
          author,
          reason,
          at: time.toISOString(),
        };
      }),
    );
  }
}

const lines = (words: readonly WordLine[]): string =>
  words.map((word) => `${JSON.stringify(word)}\n`).join("");

async function placesOf(store: Store, nodeIds: readonly string[]) {
  const nodes = await nodesById(store, nodeIds);
  const trees = await treesById(
    store,
    [...nodes.values()].map(({ treeId }) => treeId),
  );
  const questions = await questionsById(
    store,
    [...trees.values()].map(({ questionId }) => questionId),
  );
  return (nodeId: string) => {
    const node = nodes.get(nodeId);
    const question = questions.get(trees.get(node?.treeId ?? "")?.questionId ?? "");
    return node && question
      ? { id: node.id, question: question.text, path: node.path, sha256: sha256Hex(node.text) }
      : null;
  };
}
