import { openStore } from "../../db/client.ts";
import { insertGroup } from "../../db/queries/insert-group.ts";

/** A writer that says each node on standard output once it is acknowledged, until somebody kills it. */
const [target = "", runId = "", treeId = "", branch = ""] = process.argv.slice(2);
const store = await openStore(target.startsWith("postgres") ? { databaseUrl: target } : { file: target });
const spend = { requests: 1, retries: 0, promptTokens: 1, completionTokens: 1, costUsd: 0 };

async function write(lane: number): Promise<never> {
  for (let index = 1; ; index++) {
    const paths = [1, 2, 3].map((part) => `${branch}.${lane}.${index}.${part}`);
    const nodes = paths.map((path) => ({ runId, path, role: "r", text: "x".repeat(1500) }));
    await store.transaction((tx) => insertGroup(tx, { treeId, nodes, spend }));
    process.stdout.write(`${paths.join("\n")}\n`);
  }
}

await Promise.all([1, 2, 3, 4].map(write));
