import type { WaitingTree } from "./active-run.ts";

/** Where the trees of a run come from, first to last. */
export type TreeSource = {
  /** The oldest tree that nobody grows, taken, where `mayTake` allows it; null where there is none now. `room`: places that are free. */
  take(mayTake: (tree: WaitingTree) => boolean, room: number): WaitingTree | null;
  /** It is asking for more, so later runs wait. */
  readonly isLooking: boolean;
  /** There was no more when it last looked; whether there is again it finds out by itself. */
  readonly isDry: boolean;
  /** A taken tree is closed for good. */
  close(treeId: string): Promise<void>;
  /** Whether no tree of the run is left to grow, here or elsewhere. */
  isDone(): Promise<boolean>;
  /** Lets go of what was taken and not closed; nothing is taken afterwards. */
  release(): Promise<void>;
};

/** All trees of a run in the memory of the one process that grows it. */
export function listTrees(trees: readonly WaitingTree[]): TreeSource {
  let next = 0;
  let left = trees.length;
  return {
    take(mayTake) {
      const tree = trees[next];
      if (!tree || !mayTake(tree)) return null;
      next += 1;
      return tree;
    },
    isLooking: false,
    get isDry() {
      return next >= trees.length;
    },
    async close() {
      left -= 1;
    },
    isDone: async () => left === 0,
    release: async () => {},
  };
}
