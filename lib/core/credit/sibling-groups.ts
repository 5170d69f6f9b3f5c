import type { GatheredTrees } from "./gather-lines.ts";
import type { Part } from "./part.ts";

/** Nodes with one parent, at this depth from 1, and how often there are such. */
export type SiblingGroup = {
  readonly siblings: readonly Part[];
  readonly level: number;
  readonly times: number;
};

/** Every sibling group of gathered trees, equal ones together. */
export function* siblingGroups({ subtrees, rows }: GatheredTrees): Generator<SiblingGroup> {
  for (const { siblings, times } of rows) yield { siblings, level: 1, times };
  for (const { part, times } of subtrees) yield* groupsBelow(part, 2, times);
}

function* groupsBelow(part: Part, level: number, times: number): Generator<SiblingGroup> {
  if (part.children.length === 0) return;
  yield { siblings: part.children, level, times };
  for (const child of part.children) yield* groupsBelow(child, level + 1, times);
}
