import type { Store } from "../../db/client.ts";
import { growableTrees, hasOpenTrees, treesById } from "../../db/queries/trees.ts";
import type { WaitingTree } from "./active-run.ts";
import type { Log } from "./grower-core.ts";
import type { TreeJob, TreeJobs } from "./tree-jobs.ts";
import type { TreeSource } from "./tree-source.ts";

/** Trees taken at a time, at most: few, so that processes share the last ones. */
const takenAtOnce = 4;
/** Waiting trees put into the queue at a time: a run of a million has a short queue. */
const offeredAtOnce = 500;
/** How long to leave an empty queue alone. */
const emptyMs = 1000;
/** A look that takes longer holds later runs back no more. */
const longestLookMs = 2000;
/** Well within the lease. */
const touchMs = 4000;

export type LeaseParts = {
  readonly store: Store;
  readonly jobs: TreeJobs;
  readonly log: Log;
  /** Whether a tree may grow at all now. One that may not is not held: who waits for it may be another process. */
  readonly mayGrow: (treeId: string) => boolean;
  /** Whether the run is being grown here now; else a dry queue is left alone. */
  readonly mayLook: () => boolean;
  /** There may be a tree to take. */
  readonly onReady: () => void;
  /** Another process has taken a tree over: nothing more must be asked for in it. */
  readonly onLost: (treeId: string) => void;
  /** The queue is empty and no tree of the run is open. */
  readonly onDone: () => void;
  /** How long others wait for a look; left out: 2 s. */
  readonly patienceMs?: number;
};

/** Trees of a run that several processes grow: each is leased, and the lease kept up for as long as it grows here. */
export function leaseTrees(
  runId: string,
  { store, jobs, log, mayGrow, mayLook, onReady, onLost, onDone, patienceMs = longestLookMs }: LeaseParts,
): TreeSource {
  let taken: WaitingTree[] = [];
  const held = new Map<string, TreeJob>();
  let isLooking = false;
  let isSlow = false;
  let looking: Promise<void> = Promise.resolve();
  let isReleased = false;
  /** A dry queue wants no places: it is looked into beside all else until there is something in it. */
  let isDry = false;
  let pause: NodeJS.Timeout | null = null;

  const touching = setInterval(() => {
    touch().catch((error: unknown) => log.warn(error, "leases of trees could not be kept up"));
  }, touchMs).unref();

  async function touch(): Promise<void> {
    for (const { treeId, lease } of await jobs.touch(runId, [...held.values()])) {
      if (held.get(treeId)?.lease !== lease) continue;
      held.delete(treeId);
      taken = taken.filter(({ id }) => id !== treeId);
      log.warn({ runId, treeId }, "another process has taken a tree over");
      onLost(treeId);
    }
  }

  async function look(count: number): Promise<void> {
    let found = await jobs.take(runId, count);
    if (found.length === 0) {
      const open = await growableTrees(store, runId, offeredAtOnce);
      if (open.length === 0) return onDone();
      await jobs.offer(runId, open);
      // Also where none was new: another process may have put them there a moment ago.
      found = await jobs.take(runId, count);
    }
    if (found.length === 0) return;
    const rows = await treesById(
      store,
      found.map(({ treeId }) => treeId),
    );
    const closed = found.filter(({ treeId }) => !isOpen(rows.get(treeId)?.status));
    await jobs.close(runId, closed);
    const open = found.filter((job) => !closed.includes(job));
    if (isReleased) return await jobs.giveBack(runId, open);
    for (const job of open) {
      const row = rows.get(job.treeId);
      if (!row || !mayGrow(job.treeId)) continue;
      const { id, position, questionId, nodesDone, status } = row;
      held.set(id, job);
      taken.push({ id, position, questionId, isStarted: nodesDone > 0 || status === "growing" });
    }
    taken.sort((a, b) => a.position - b.position);
    await jobs.giveBack(
      runId,
      open.filter(({ treeId }) => !held.has(treeId)),
    );
  }

  function lookForMore(count: number): void {
    if (isLooking || isReleased || pause) return;
    isLooking = true;
    const impatience = setTimeout(() => {
      isSlow = true;
      onReady();
    }, patienceMs).unref();
    looking = look(count)
      .catch((error: unknown) => log.warn(error, "no tree could be taken from the queue"))
      .finally(() => {
        clearTimeout(impatience);
        isLooking = isSlow = false;
        if (isReleased) return;
        isDry = taken.length === 0;
        if (isDry) pause = setTimeout(lookAgain, emptyMs);
        // Another run may have what this one has not.
        onReady();
      });
  }

  function lookAgain(): void {
    pause = null;
    if (mayLook()) lookForMore(1);
    else pause = setTimeout(lookAgain, emptyMs);
  }

  return {
    take(mayTake, room) {
      const [tree] = taken;
      if (!tree) {
        lookForMore(Math.max(1, Math.min(takenAtOnce, room)));
        return null;
      }
      if (!mayTake(tree)) return null;
      taken.shift();
      return tree;
    },
    get isLooking() {
      return isLooking && !isSlow && !isDry;
    },
    get isDry() {
      return isDry && taken.length === 0;
    },
    async close(treeId) {
      const job = held.get(treeId);
      held.delete(treeId);
      // Where this fails the lease ends by itself, and whoever takes the tree finds it closed.
      if (job)
        await jobs
          .close(runId, [job])
          .catch((error: unknown) => log.warn(error, "a grown tree is still in the queue"));
    },
    isDone: async () => !(await hasOpenTrees(store, runId)),
    async release() {
      if (isReleased) return;
      isReleased = true;
      clearInterval(touching);
      if (pause) clearTimeout(pause);
      const own = [...held.values()];
      held.clear();
      taken = [];
      // What it finds it gives back, while the queue can still be reached.
      await looking;
      await jobs
        .giveBack(runId, own)
        .catch((error: unknown) => log.warn(error, "leases of trees end by themselves"));
    },
  };
}

const isOpen = (status: string | undefined): boolean => status === "waiting" || status === "growing";
