import { ancestorPaths, childPath, isPath, type Path } from "../../core/path.ts";
import { MalthouseError } from "../../core/errors.ts";
import { formatBytes } from "../../core/read-lines.ts";
import type { Question, Role, Task } from "../../core/tree.ts";
import { maxFileBytes, type ReadRow } from "../row.ts";
import { readTrajectories } from "./read-trajectories.ts";
import type { RoleOrder, Trajectory, Turn } from "./trajectory.ts";

/** A node as a file tells it. */
export type GatheredNode = Turn & { readonly path: Path };

/** All ways of one question as one tree, nodes by path. */
export type GatheredTree = {
  readonly question: Omit<Question, "task">;
  readonly nodes: Map<Path, GatheredNode>;
};

/** What became of a file: its trees in the order of their first rows, and what was not taken. */
export type Gathered = {
  readonly protocol: string;
  readonly trees: readonly GatheredTree[];
  readonly rows: number;
  readonly trajectories: number;
  readonly notTakenCount: number;
  /** The first thousand, by line. */
  readonly notTaken: readonly { readonly line: number; readonly reason: string }[];
};
type NotTaken = Pick<Gathered, "notTakenCount" | "notTaken">;

/** More in one tree could not be drawn nor read. */
const mostNodes = 5000;
const notTakenKept = 1000;

/**
 * Joins the rows of a file into trees: rows with one question and gold are one tree, and ways that begin with the same
 * text share that node, except the last of a whole way: equal final answers are samples of their own. A row that
 * gives a `path` stands there instead. Rows of a protocol other than the first good row's, and what no tree can hold,
 * are named with their line and left out. `protocol` is null where no row can be read; then `notTaken` says why.
 * All is held in memory: throws MalthouseError `too_large` where the texts are above `mostBytes`.
 */
export async function gatherTrees(
  rows: AsyncIterable<ReadRow>,
  orders: readonly RoleOrder[],
  task: Task,
  mostBytes = maxFileBytes,
): Promise<Gathered | (NotTaken & { readonly protocol: null })> {
  const trees = new Map<string, GatheredTree>();
  const notTaken: { line: number; reason: string }[] = [];
  let order: RoleOrder | null = null;
  let [count, trajectories, bytes, notTakenCount] = [0, 0, 0, 0];
  const leaveOut = (line: number, reason: string): void => {
    notTakenCount += 1;
    if (notTaken.length < notTakenKept) notTaken.push({ line, reason });
  };
  for await (const read of rows) {
    count += 1;
    const { line } = read;
    const row = "reason" in read ? read : readTrajectories(read.row, orders, task);
    if ("reason" in row) {
      leaveOut(line, row.reason);
      continue;
    }
    order ??= orders.find(({ protocol }) => protocol === row.protocol) ?? null;
    if (row.protocol !== order?.protocol) {
      leaveOut(line, `has other roles than the first row: this file is read as ${order?.roles.join(", ")}`);
      continue;
    }
    for (const { turns } of row.trajectories) for (const { text } of turns) bytes += Buffer.byteLength(text);
    if (bytes > mostBytes)
      throw new MalthouseError(
        "too_large",
        `The texts of this file are over ${formatBytes(mostBytes)}. Split it and import the parts.`,
      );
    const { question } = row;
    const key = JSON.stringify([question.text, question.gold]);
    const tree = trees.get(key) ?? { question, nodes: new Map() };
    for (const way of row.trajectories) {
      const reason = place(tree.nodes, way, order.roles);
      if (reason === null) trajectories += 1;
      else leaveOut(line, reason);
    }
    if (tree.nodes.size > 0) trees.set(key, tree);
  }
  if (!order || trees.size === 0) return { protocol: null, notTakenCount, notTaken };
  return {
    protocol: order.protocol,
    trees: [...trees.values()],
    rows: count,
    trajectories,
    notTakenCount,
    notTaken,
  };
}

/** Puts a way into a tree; returns why it cannot stand there, having changed nothing then. */
function place(
  nodes: Map<Path, GatheredNode>,
  { turns, path }: Trajectory,
  roles: readonly Role[],
): string | null {
  if (nodes.size + turns.length > mostNodes) return `its question has more than ${mostNodes} texts`;
  const paths =
    path === null
      ? pathsByText(nodes, turns, roles.length)
      : isPath(path)
        ? [...ancestorPaths(path), path]
        : [];
  if (paths.length !== turns.length)
    return `path ${JSON.stringify(path)} is none of a ${turns.at(-1)?.role}: it names ${turns.length} places, such as ${turns.map(() => 1).join(".")}`;
  for (const [index, turn] of turns.entries()) {
    const there = nodes.get(paths[index] ?? "");
    if (there && there.text !== turn.text)
      return `path ${paths[index]} holds another text on an earlier line`;
    if (there && turn.isCorrect !== null && there.isCorrect === !turn.isCorrect)
      return `the text at ${paths[index]} is called ${there.isCorrect ? "right" : "wrong"} on an earlier line`;
  }
  for (const [index, turn] of turns.entries()) {
    const at = paths[index] ?? "";
    const there = nodes.get(at);
    nodes.set(at, {
      ...turn,
      path: at,
      model: there?.model ?? turn.model,
      isCorrect: there?.isCorrect ?? turn.isCorrect,
    });
  }
  return null;
}

/** The nodes with these texts from the root down; new places from the first text that is not there. */
function pathsByText(nodes: ReadonlyMap<Path, GatheredNode>, turns: readonly Turn[], depths: number): Path[] {
  const paths: Path[] = [];
  let parent = "";
  for (const [index, { text }] of turns.entries()) {
    let [ordinal, found] = [1, ""];
    for (let at = childPath(parent, ordinal); nodes.has(at); at = childPath(parent, ++ordinal))
      if (found === "" && nodes.get(at)?.text === text) found = at;
    const isLeaf = index === depths - 1;
    parent = found !== "" && !isLeaf ? found : childPath(parent, ordinal);
    paths.push(parent);
  }
  return paths;
}
