import { openStore } from "../../db/client.ts";
import { movingRejudgings } from "../../db/queries/rejudgings.ts";
import { rejudgingSettled, takeUpRejudgings } from "../../lib/engine/rejudge/rejudging-tasks.ts";
import { openStudio } from "./studio.ts";

/** Judging again as a process of its own: takes up what is under way in a store, says each tree it rewrote, and ends. */
const [target = ""] = process.argv.slice(2);
const store = await openStore(target.startsWith("postgres") ? { databaseUrl: target } : { file: target });
const studio = openStudio({ store });
const moving = await movingRejudgings(store);
for (const { runId } of moving)
  studio.bus.subscribe(runId, ({ event }) => event === "tree" && process.stdout.write("tree\n"));
await takeUpRejudgings(studio);
for (const { id } of moving) await rejudgingSettled(id);
await studio.close();
await store.close();
process.exit(0);
