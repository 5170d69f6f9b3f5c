import { openStore } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { MalthouseError } from "../../lib/core/errors.ts";
import { createEndpointKeys } from "../../lib/engine/endpoint-keys.ts";
import { createEventBus } from "../../lib/engine/event-bus.ts";
import { startEngine } from "../../lib/engine/start-engine.ts";
import { migrationsFolder } from "./stores.ts";
import { judgePool, openStudio, type Studio } from "./studio.ts";

export type Peer = Studio & {
  /** What it logged, of every level, as text. */
  readonly said: readonly string[];
  /** Ends in order, its store too, at most after `graceMs`. */
  close(graceMs?: number): Promise<void>;
};

/** An engine as a server or a worker has it, on a store that others may share: an SQLite file or a PostgreSQL database. `hasKeys`: false where it cannot open what was sealed. */
export async function openPeer(target: string, { hasKeys = true } = {}): Promise<Peer> {
  const databaseUrl = target.startsWith("postgres") ? target : null;
  const store = await openStore(databaseUrl === null ? { file: target } : { databaseUrl });
  await migrate(store, migrationsFolder);
  const heard = createEventBus();
  const said: string[] = [];
  const errors: unknown[] = [];
  const note = (fields: unknown, message = "") =>
    void said.push(`${message} ${fields instanceof Error ? String(fields) : JSON.stringify(fields)}`);
  const open = (text: string) => {
    if (hasKeys) return text;
    throw new MalthouseError("wrong_state", "The key of this endpoint was stored with another secrets.key.");
  };
  const engine = await startEngine(
    {
      store,
      databaseUrl,
      judge: judgePool(),
      log: {
        info: note,
        warn: note,
        error(fields, message) {
          errors.push(fields);
          note(fields, message);
        },
      },
      accessOf: createEndpointKeys(store, { seal: (text) => text, open }).accessOf,
      onEvent: heard.publish,
      random: () => 0,
    },
    "server",
  );
  engine.follow();
  const { publish, grower } = engine;
  const bus = { ...heard, publish };
  const studio = openStudio({ store, engine: { grower, bus } });
  return {
    ...studio,
    errors,
    said,
    async close(graceMs = 2000) {
      await engine.stop(graceMs);
      await studio.close();
      await store.close();
    },
  };
}
