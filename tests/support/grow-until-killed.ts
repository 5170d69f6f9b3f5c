import { runsToResume } from "../../db/queries/runs.ts";
import { openPeer } from "./peer.ts";

/** The engine as a process of its own: takes up what is unfinished in a store, as a server's start does, until it is grown. */
const [target = ""] = process.argv.slice(2);
const peer = await openPeer(target);
for (const { id } of await runsToResume(peer.store)) {
  await peer.grower.activate(id);
  await peer.until(id, "completed", "failed", "paused");
}
process.stdout.write(`${JSON.stringify(peer.errors.map(String))}\n`);
await peer.close();
process.exit(0);
