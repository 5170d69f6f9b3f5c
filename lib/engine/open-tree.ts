import { comparePaths, parentPath, type Path } from "../core/path.ts";
import type { Question, Role, ShapeNode, Slot } from "../core/tree.ts";
import type { RunPolicy } from "./run-policy.ts";

/** A tree that is being grown: what is filled, what has failed and what is asked for. */
export type OpenTree = {
  readonly id: string;
  readonly position: number;
  readonly question: Question;
  readonly nodes: Map<Path, ShapeNode>;
  /** Of nodes that this process stored; the others' are in the store alone. */
  readonly texts: Map<Path, string>;
  readonly failed: Set<Path>;
  /** Queued or under way; never handed out twice. */
  readonly asked: Set<Path>;
  /** Under way now. */
  readonly inFlight: Set<Path>;
};

/** Siblings to be asked for together: they share one prompt. */
export type Group = {
  readonly runId: string;
  readonly treeId: string;
  readonly role: Role;
  readonly slots: readonly Slot[];
  /** Failed attempts that count, by kind. */
  readonly transient: number;
  readonly paidButBad: number;
};

/** A tree of which nothing is known to be filled, failed or asked for. */
export function createOpenTree(id: string, position: number, question: Question): OpenTree {
  return {
    id,
    position,
    question,
    nodes: new Map(),
    texts: new Map(),
    failed: new Set(),
    asked: new Set(),
    inFlight: new Set(),
  };
}

/**
 * The sibling groups that can be asked for and are not yet; they are marked as asked. Groups are by parent, slots in
 * path order. `isDone` when nothing is open any more.
 */
export function takeReadyGroups(
  runId: string,
  tree: OpenTree,
  policy: RunPolicy,
): { readonly groups: readonly Group[]; readonly isDone: boolean } {
  const shape = { nodes: [...tree.nodes.values()], failed: [...tree.failed] };
  const plan = policy.protocol.plan(shape, policy.protocolConfig);
  const byParent = new Map<string, Slot[]>();
  for (const slot of plan.ready) {
    if (tree.asked.has(slot.path)) continue;
    tree.asked.add(slot.path);
    const key = `${parentPath(slot.path)} ${slot.role} ${policy.protocol.reads(slot).join(" ")}`;
    const siblings = byParent.get(key);
    if (siblings) siblings.push(slot);
    else byParent.set(key, [slot]);
  }
  const groups = [...byParent.values()].map((slots): Group => {
    const sorted = slots.sort((a, b) => comparePaths(a.path, b.path));
    return {
      runId,
      treeId: tree.id,
      role: sorted[0]?.role ?? "",
      slots: sorted,
      transient: 0,
      paidButBad: 0,
    };
  });
  return { groups, isDone: plan.isDone };
}

/** Oldest run first, then oldest question, then deepest, then path order. */
export function priorityOf(runOrder: number, tree: OpenTree, group: Group): readonly number[] {
  const path = group.slots[0]?.path ?? "";
  const ordinals = path.split(".").map(Number);
  return [runOrder, tree.position, -ordinals.length, ...ordinals];
}

/** One group for each slot, where siblings cannot share a request. */
export const splitGroup = (group: Group): readonly Group[] =>
  group.slots.map((slot) => ({ ...group, slots: [slot] }));
