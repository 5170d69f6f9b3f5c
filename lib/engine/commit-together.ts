import type { Store, Tx } from "../../db/client.ts";
import { isHopeless } from "./keep-trying.ts";

/** Work on one or several items of a kind within a transaction; a result for each, in their order. */
export type BatchWork<Item, Result> = (tx: Tx, items: readonly Item[]) => Promise<readonly Result[]>;

/** Resolves with the item's result once the transaction that it was part of is durable. Rejects where the store refuses. */
export type CommitTogether = <Item, Result>(work: BatchWork<Item, Result>, item: Item) => Promise<Result>;

type Waiting = {
  readonly work: BatchWork<unknown, unknown>;
  readonly item: unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
};

/** To make a commit durable costs milliseconds on a disk; what comes within so many shares one. */
const gatherMs = 3;
const mostTogether = 64;
/** SQLite has one writer; on PostgreSQL others need not wait for a round trip. */
const atOnce = { sqlite: 1, pg: 4 } as const;

/**
 * Writes of many that wait for no one another, in as few transactions as they come. Where one of them is refused for
 * good, each is written by itself: no item fails by another's fault.
 */
export function commitTogether(store: Store): CommitTogether {
  const commit = known.get(store) ?? createCommit(store);
  known.set(store, commit);
  return commit;
}

/** One a store: two would wait for each other's transactions. */
const known = new WeakMap<Store, CommitTogether>();

function createCommit(store: Store): CommitTogether {
  let gathered: Waiting[] = [];
  let writing = 0;
  let isGathering = false;
  // As first seen. Two transactions that did two kinds in opposite orders could hold what the other waits for.
  const kinds = new Set<Waiting["work"]>();

  function start(): void {
    // One at a time waits for more to come: a second one would find nothing left, and commit that.
    if (!isGathering && gathered.length > 0 && writing < atOnce[store.dialect]) void flush();
  }

  async function flush(): Promise<void> {
    writing += 1;
    while (gathered.length > 0 && !isGathering) {
      isGathering = true;
      await new Promise((resolve) => setTimeout(resolve, gatherMs));
      isGathering = false;
      const batch = gathered.slice(0, mostTogether);
      gathered = gathered.slice(mostTogether);
      start();
      await settle(store, kinds, batch);
    }
    writing -= 1;
  }

  return (work, item) =>
    new Promise((resolve, reject) => {
      kinds.add(work as BatchWork<unknown, unknown>);
      gathered.push({
        work: work as BatchWork<unknown, unknown>,
        item,
        resolve: resolve as (result: unknown) => void,
        reject,
      });
      start();
    });
}

type Kinds = ReadonlySet<Waiting["work"]>;

async function settle(store: Store, kinds: Kinds, batch: readonly Waiting[]): Promise<void> {
  try {
    const results = await store.transaction((tx) => workOff(tx, kinds, batch));
    for (const [waiting, result] of results) waiting.resolve(result);
  } catch (error) {
    if (batch.length > 1 && isHopeless(error)) for (const one of batch) await settle(store, kinds, [one]);
    else for (const { reject } of batch) reject(error);
  }
}

async function workOff(tx: Tx, kinds: Kinds, batch: readonly Waiting[]): Promise<Map<Waiting, unknown>> {
  const results = new Map<Waiting, unknown>();
  const byKind = Map.groupBy(batch, (waiting) => waiting.work);
  for (const work of kinds) {
    const some = byKind.get(work) ?? [];
    if (some.length === 0) continue;
    const done = await work(
      tx,
      some.map(({ item }) => item),
    );
    for (const [index, waiting] of some.entries()) results.set(waiting, done[index]);
  }
  return results;
}
