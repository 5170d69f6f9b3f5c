import type { Store } from "../../db/client.ts";
import { newId } from "../../db/new-id.ts";
import type { ProcessKind } from "../../db/stored-types.ts";
import type { JudgePool } from "../judge/pool.ts";
import { createAttemptBook } from "./attempt-book.ts";
import type { EventBus } from "./event-bus.ts";
import type { GrowerParts, Log } from "./grower-core.ts";
import { createGrower, type Grower } from "./grower.ts";
import { joinPeers } from "./join-peers.ts";
import { startPresence } from "./presence.ts";

/** A grower among the other processes on its store: the server's, or a worker's. */
export type Engine = {
  readonly grower: Grower;
  /** Tells open screens, of this process and of the others. */
  readonly publish: EventBus["publish"];
  /** Begins to take part in runs that other processes started. */
  follow(): void;
  /** Stores what is under way, at most `graceMs`, gives back what is left and says goodbye. */
  stop(graceMs: number): Promise<void>;
};

export type EngineParts = {
  readonly store: Store;
  /** Null on SQLite: then this is the only process. */
  readonly databaseUrl: string | null;
  readonly judge: JudgePool;
  readonly log: Log;
  readonly accessOf: GrowerParts["accessOf"];
  /** What happened to a run, here or elsewhere. */
  readonly onEvent: EventBus["publish"];
  readonly now?: () => number;
  readonly random?: () => number;
};

/** Starts a grower, says that its process lives, and joins the others. Rejects where the store does not let it. */
export async function startEngine(
  {
    store,
    databaseUrl,
    judge,
    log,
    accessOf,
    onEvent,
    now = () => performance.now(),
    random = Math.random,
  }: EngineParts,
  kind: ProcessKind,
): Promise<Engine> {
  const owner = newId("process");
  const group = databaseUrl === null ? null : await joinPeers(databaseUrl, { store, owner, log, onEvent });
  const publish: EventBus["publish"] = (event) => {
    onEvent(event);
    group?.peers.tell({ about: "event", event });
  };
  const bus = { publish };
  const grower = createGrower({
    store,
    judge,
    bus,
    log,
    attempts: createAttemptBook(store, { owner, isShared: group !== null }),
    peers: group?.peers ?? null,
    accessOf,
    now,
    random,
  });
  const presence = await startPresence({ store, bus, log }, { owner, kind });
  return {
    grower,
    publish,
    follow: () => group?.follow(grower),
    async stop(graceMs) {
      group?.rest();
      await grower.stop(graceMs);
      await presence.stop().catch((error: unknown) => log.warn(error, "the others were not told of the end"));
      await group?.leave().catch((error: unknown) => log.warn(error, "the queue was not left in order"));
    },
  };
}
