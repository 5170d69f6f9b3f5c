import { openStore } from "../../db/client.ts";
import { runsToResume } from "../../db/queries/runs.ts";
import { openStudio } from "./studio.ts";

/** The engine as a process of its own: takes up what is unfinished in a store, as a server's start does, until it is grown. */
const [target = ""] = process.argv.slice(2);
const store = await openStore(target.startsWith("postgres") ? { databaseUrl: target } : { file: target });
const studio = openStudio({ store });
await studio.present();
for (const { id } of await runsToResume(store)) {
  await studio.grower.activate(id);
  await studio.until(id, "completed", "failed", "paused");
}
process.stdout.write(`${JSON.stringify(studio.errors.map(String))}\n`);
await studio.close();
await store.close();
process.exit(0);
