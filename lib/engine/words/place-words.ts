import type { Tx } from "../../../db/client.ts";
import { nodesOfTree } from "../../../db/queries/nodes.ts";
import { treesByQuestion } from "../../../db/queries/question-trees.ts";
import type { NodeRow, RunRow } from "../../../db/rows.ts";
import { parentPath } from "../../core/path.ts";
import { sha256Hex } from "../../export/hash.ts";
import type { DecisionLine, OverrideLine, WordLine } from "../../export/word-line.ts";

/** Why a line's place is not in this run: another run's, a question or a node that is not here, or other texts there. */
export type Misplaced = "otherRun" | "question" | "place" | "text";

/** A node without its texts, so that the words of a whole run fit in memory. */
export type PlacedNode = Pick<NodeRow, "id" | "treeId" | "path" | "role" | "verdict">;

export type PlacedWords = {
  readonly decisions: readonly {
    readonly line: DecisionLine;
    readonly chosen: PlacedNode;
    readonly rejected: PlacedNode;
  }[];
  readonly overrides: readonly { readonly line: OverrideLine; readonly node: PlacedNode }[];
  readonly misplaced: Readonly<Record<Misplaced, number>>;
};

/**
 * Finds the nodes that a words file speaks of, by config hash, question and path. A run that was grown twice has other
 * texts at the same paths: a word belongs to the text that it was said of.
 */
export async function placeWords(
  store: Tx,
  run: RunRow,
  words: readonly WordLine[],
  isLeaf: (role: string) => boolean,
): Promise<PlacedWords> {
  const trees = await treesByQuestion(store, run.id);
  const misplaced = { otherRun: 0, question: 0, place: 0, text: 0 };
  const decisions: PlacedWords["decisions"][number][] = [];
  const overrides: PlacedWords["overrides"][number][] = [];
  for (const [question, lines] of Map.groupBy(words, (word) => word.question)) {
    const own = lines.filter(({ configHash }) => configHash === run.configHash);
    misplaced.otherRun += lines.length - own.length;
    if (own.length === 0) continue;
    const treeIds = trees.get(question) ?? [];
    if (treeIds.length === 0) misplaced.question += own.length;
    else {
      const read = await Promise.all(treeIds.map((treeId) => nodesOfTree(store, treeId)));
      const places = read.map((nodes) => new Map(nodes.map((node) => [node.path, placedNodeOf(node)])));
      const digests = new Map(
        read.flatMap((nodes) => nodes.map((node) => [node.id, sha256Hex(node.text)] as const)),
      );
      for (const line of own) {
        const wanted: readonly (readonly [string, string])[] =
          line.kind === "decision"
            ? [
                [line.chosenPath, line.chosenSha256],
                [line.rejectedPath, line.rejectedSha256],
              ]
            : [[line.path, line.sha256]];
        const there = places
          .map((tree) => wanted.flatMap(([path]) => tree.get(path) ?? []))
          .filter((nodes) => nodes.length === wanted.length && isSayable(line, nodes, isLeaf));
        const [first, second] =
          there.find((nodes) => nodes.every(({ id }, at) => digests.get(id) === wanted[at]?.[1])) ?? [];
        if (there.length === 0) misplaced.place += 1;
        else if (!first) misplaced.text += 1;
        else if (line.kind === "override") overrides.push({ line, node: first });
        else if (second) decisions.push({ line, chosen: first, rejected: second });
      }
    }
  }
  return { decisions, overrides, misplaced };
}

const placedNodeOf = ({ id, treeId, path, role, verdict }: NodeRow): PlacedNode => ({
  id,
  treeId,
  path,
  role,
  verdict,
});

function isSayable(
  line: WordLine,
  [first, second]: readonly PlacedNode[],
  isLeaf: (role: string) => boolean,
): boolean {
  if (!first) return false;
  if (line.kind === "override") return isLeaf(first.role);
  return (
    second !== undefined &&
    first.id !== second.id &&
    first.role === second.role &&
    parentPath(first.path) === parentPath(second.path)
  );
}
