import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { sql } from "drizzle-orm";
import { openStore, type Store } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { getRun } from "../../db/queries/runs.ts";
import { getTree, treeIdsOfRun } from "../../db/queries/trees.ts";
import { createRun } from "../../lib/engine/create-run.ts";
import { viewTree } from "../../lib/engine/tree-view.ts";
import { RunCreate } from "../../lib/http/wire/runs.ts";
import { migrationsFolder } from "./stores.ts";
import { goldOf, openStudio, plantQuestions } from "./studio.ts";

const script = path.join(import.meta.dirname, "grow-until-killed.ts");
const maxConcurrency = 6;
const treeSize = 39;

export type CrashPlan = {
  /** An SQLite file or the address of a PostgreSQL database, empty. */
  readonly target: string;
  readonly questions: number;
  readonly kills: number;
  /** [0, 1), seeded by whoever calls. */
  readonly random: () => number;
};

/** What was found wrong; all but the last four must be 0. */
export type CrashReport = {
  /** Stored completions that were gone after a kill. */
  readonly lost: number;
  /** Requests for what was stored already, and those above one in flight each at the kill. */
  readonly paidTwice: number;
  /** Places that one life of the engine asked for twice. */
  readonly askedTwice: number;
  readonly incompleteTrees: number;
  /** Nodes whose value is not the mean of the leaves below, by their own texts. */
  readonly wrongValues: number;
  /** Trees whose counters do not say what was stored. */
  readonly wrongCounters: number;
  /** What the last life logged as an error. */
  readonly errors: number;
  readonly kills: number;
  readonly requests: number;
  readonly completions: number;
  /** Requests that the run says may have been charged, beside those whose answer was lost. */
  readonly mayHaveBeenCharged: number;
  readonly lostInFlight: number;
};

/** Grows one run in a process that is killed -9 again and again, at counted requests, then lets it finish and looks at what it left. */
export async function crashRun({ target, questions, kills, random }: CrashPlan): Promise<CrashReport> {
  const store = await openStore(target.startsWith("postgres") ? { databaseUrl: target } : { file: target });
  await migrate(store, migrationsFolder);
  const studio = openStudio({ store });
  let child: ChildProcess | null = null;
  let killAt = Infinity;
  const kill = () => void child?.kill("SIGKILL");
  /** Some turns of the event loop after the request came: it may be unanswered, answered, or being stored. */
  const killSoon = (turns: number): void => {
    if (turns <= 0) kill();
    else setImmediate(() => killSoon(turns - 1));
  };
  const served = await studio.serve({
    latencyMs: () => 2 + random() * 15,
    endpoint: { maxConcurrency },
    faults: (_, index) => {
      if (index + 1 === killAt) killSoon(Math.floor(random() * 400));
      return "ok";
    },
  });
  const { requests } = served.server;
  const run = await createRun(
    store,
    RunCreate.parse({
      datasetId: await plantQuestions(store, questions),
      roles: { generator: { endpointId: served.endpoint.id, model: "test-model" } },
      siblings: "off",
      seed: 11,
    }),
  );
  const storedSeeds = async () => new Set((await studio.nodesOf(run.id)).flat().map(({ seed }) => seed));
  const report = { lost: 0, paidTwice: 0, askedTwice: 0, lostInFlight: 0, kills: 0 };
  let said = "";

  /** One life of the engine; answers whether it came to the end of the run. */
  async function live(more: number): Promise<boolean> {
    const before = await storedSeeds();
    const asked = requests.length;
    killAt = asked + more;
    child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", script, target], {
      stdio: ["ignore", "pipe", "inherit"],
      cwd: path.join(import.meta.dirname, "../.."),
    });
    said = "";
    child.stdout!.on("data", (chunk) => (said += String(chunk)));
    const [code] = (await once(child, "close")) as [number | null];
    const after = await storedSeeds();
    const seeds = requests.slice(asked).map(({ body }) => body["seed"] as number);
    const unstored = seeds.filter((seed) => !after.has(seed)).length;
    report.lost += [...before].filter((seed) => !after.has(seed)).length;
    report.paidTwice +=
      seeds.filter((seed) => before.has(seed)).length + Math.max(0, unstored - maxConcurrency);
    report.askedTwice += seeds.length - new Set(seeds).size;
    report.lostInFlight += unstored;
    if (code === null) report.kills += 1;
    await letLeasesEnd(store);
    return code !== null;
  }

  try {
    const perKill = (questions * treeSize) / (kills + 1);
    let isDone = false;
    while (!isDone && report.kills < kills) isDone = await live(1 + Math.floor(random() * perKill));
    if (!isDone) await live(Infinity);
    const trees = await Promise.all(
      (await treeIdsOfRun(store, run.id)).map(async (id) => ({
        row: await getTree(store, id),
        view: await viewTree(studio, id),
      })),
    );
    const { status, mayHaveBeenCharged } = await getRun(store, run.id);
    const whole = trees.filter(({ view }) => view.status === "completed" && view.nodes.length === treeSize);
    return {
      ...report,
      incompleteTrees: questions - whole.length + (status === "completed" ? 0 : 1),
      wrongValues: trees.reduce((sum, { view }) => sum + wrongValuesOf(view), 0),
      wrongCounters: trees.filter(
        ({ row }) => row.nodesDone !== treeSize || row.leaves !== 27 || row.requests !== treeSize,
      ).length,
      errors: (JSON.parse(said || '["it said nothing"]') as unknown[]).length,
      requests: requests.length,
      completions: questions * treeSize,
      mayHaveBeenCharged,
    };
  } finally {
    await studio.close();
    await store.close();
  }
}

/** Moves what the dead process last said of itself into the past, in place of waiting for its lease to end. */
async function letLeasesEnd(store: Store): Promise<void> {
  if (store.dialect === "sqlite") return;
  await store.run(sql`update processes set seen_at = seen_at - interval '1 minute'`);
  await store.run(sql`update pgboss.job set heartbeat_on = heartbeat_on - interval '1 minute'`);
}

/** By the leaves' texts alone: what each node's value must be, and how many are something else. */
function wrongValuesOf(view: Awaited<ReturnType<typeof viewTree>>): number {
  const gold = goldOf(view.question.text);
  const isRight = (text: string) => /Final Answer: (\S+)/.exec(text)?.[1] === gold;
  return view.nodes.filter(({ path: own, value }) => {
    const leaves = view.nodes.filter(
      (node) => node.path.split(".").length === 3 && `${node.path}.`.startsWith(`${own}.`),
    );
    const right = leaves.filter(({ text }) => isRight(text ?? "")).length;
    return value === null || Math.abs(value - right / leaves.length) > 1e-12;
  }).length;
}
