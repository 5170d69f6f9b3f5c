import { hostname } from "node:os";
import type { Store } from "../../db/client.ts";
import { loseAttemptsOf, loseAttemptsOfDead } from "../../db/queries/attempts.ts";
import { beat, leave } from "../../db/queries/processes.ts";
import type { ProcessKind } from "../../db/stored-types.ts";
import type { EventBus } from "./event-bus.ts";
import type { Log } from "./grower-core.ts";

const beatMs = 2000;

/** A process that tells the others on its store that it lives, and counts what the dead had under way. */
export type Presence = {
  /** Says goodbye; what is still under way may have been charged. */
  stop(): Promise<void>;
};

type PresenceParts = { readonly store: Store; readonly bus: Pick<EventBus, "publish">; readonly log: Log };

/**
 * Requests of processes that are gone become "may have been charged", and their places can be asked for again. On
 * SQLite there is one process, so all that stands there at a start is of a dead one; on PostgreSQL each process says
 * every 2 s that it lives, and 20 s of silence are its end. Rejects where the store cannot be written.
 */
export async function startPresence(
  { store, bus, log }: PresenceParts,
  { owner, kind }: { readonly owner: string; readonly kind: ProcessKind },
): Promise<Presence> {
  const own = { id: owner, kind, host: hostname(), pid: process.pid, startedAt: new Date() };
  const look = async () => {
    const lost = await store.transaction(async (tx) =>
      loseAttemptsOfDead(tx, store.dialect === "pg" ? await beat(tx, own) : [owner]),
    );
    for (const { runId, requests } of lost) {
      log.warn({ runId, requests }, "requests of a process that is gone may have been charged");
      bus.publish({ runId, event: "progress" });
    }
  };
  await look();
  if (store.dialect === "sqlite") return { stop: () => store.transaction((tx) => loseAttemptsOf(tx, owner)) };
  let beating = Promise.resolve();
  const timer = setInterval(() => {
    beating = beating
      .then(look)
      .catch((error: unknown) => log.warn(error, "the other processes could not be told of this one"));
  }, beatMs);
  return {
    async stop() {
      clearInterval(timer);
      await beating;
      await store.transaction(async (tx) => {
        await loseAttemptsOf(tx, owner);
        await leave(tx, owner);
      });
    },
  };
}
