import { DatabaseSync } from "node:sqlite";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openStore as openStoreAt } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { runTotals } from "../../db/queries/run-totals.ts";
import { getRun } from "../../db/queries/runs.ts";
import { treeIdsOfRun } from "../../db/queries/trees.ts";
import { resumeRun, retryRun } from "../../lib/engine/run-actions.ts";
import { viewTree } from "../../lib/engine/tree-view.ts";
import type { Fault } from "../support/endpoint-server.ts";
import { startEndpointServer } from "../support/endpoint-server.ts";
import { describeStores, migrationsFolder } from "../support/stores.ts";
import { goldOf, openStudio } from "../support/studio.ts";
import { useStudio } from "../support/use-studio.ts";

const error = (
  status: number,
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
): Fault => ({ status, headers, body: { error: body } });
const shape = { branching: 2, siblings: "off", seed: 1 } as const;

describeStores("an endpoint that fails", (openStore) => {
  const open = useStudio(openStore);

  test("429 with a wait closes the gate for all; the attempt does not count and nothing fails", async () => {
    const studio = await open();
    const times: number[] = [];
    const busy = error(
      429,
      { message: "slow down", code: "rate_limit_exceeded" },
      { "retry-after-ms": "400" },
    );
    const served = await studio.serve({
      endpoint: { maxConcurrency: 4 },
      faults: (_, index) => {
        times.push(performance.now());
        return index >= 6 && index < 14 ? busy : "ok";
      },
    });
    const run = await studio.grow(served, { questions: 1, ...shape });
    await studio.until(run.id, "completed");
    const totals = await runTotals(studio.store, run.id);
    // More refusals of one group than transient failures are allowed would have failed it.
    expect(totals).toMatchObject({ treesDone: 1, failedParts: 0, nodesDone: 14, requests: 22, retries: 8 });
    // After the first wave (at most four under way) each reopening lets one through, and it is refused again.
    const waits = times.slice(1).map((time, index) => time - times[index]!);
    expect(waits.filter((wait) => wait > 380).length).toBeGreaterThanOrEqual(4);
  });

  test("500s, lost connections, resets in the body, cut and empty answers, then fine: all is grown, each failure asked again once", async () => {
    const studio = await open();
    const faults: Fault[] = [
      error(500, { message: "no" }),
      "reset",
      "reset-body",
      "cut-json",
      "empty",
      "html-200",
      "error-200",
      "zero-choices",
    ];
    const served = await studio.serve({
      endpoint: { maxConcurrency: 2 },
      faults: (_, index) => (index % 5 === 2 ? (faults[(index - 2) / 5] ?? "ok") : "ok"),
    });
    const run = await studio.grow(served, { questions: 2, branching: 3, siblings: "off", seed: 3 });
    await studio.until(run.id, "completed");
    const totals = await runTotals(studio.store, run.id);
    expect(totals).toMatchObject({
      treesDone: 2,
      failedParts: 0,
      nodesDone: 78,
      requests: 78 + faults.length,
      retries: faults.length,
    });
    expect(served.server.requests).toHaveLength(78 + faults.length);
    // A paid but useless answer is asked for with another seed, a lost one with its own.
    const seeds = new Set(served.server.requests.map(({ body }) => body["seed"]));
    expect(seeds.size).toBeGreaterThan(78);
    expect((await getRun(studio.store, run.id)).mayHaveBeenCharged).toBeGreaterThanOrEqual(3);
  });

  test("a part that is refused for good fails alone: its tree is failed, what stands above incomplete, the run completed", async () => {
    const studio = await open();
    const refused = error(400, { message: "I will not.", type: "invalid_request_error" });
    const served = await studio.serve({
      endpoint: { maxConcurrency: 1 },
      faults: (_, index) => (index === 2 ? refused : "ok"),
    });
    const run = await studio.grow(served, { questions: 2, ...shape });
    expect(await studio.until(run.id, "completed", "failed")).toMatchObject({ status: "completed" });
    const [broken = ""] = await treeIdsOfRun(studio.store, run.id);
    const tree = await viewTree(studio, broken);
    expect(tree).toMatchObject({ status: "failed", failed: [{ path: "1.1.1", attempts: 1 }] });
    expect(tree.nodes).toHaveLength(13);
    const at = (place: string) => tree.nodes.find((node) => node.path === place)!;
    for (const place of ["1", "1.1"]) expect(at(place)).toMatchObject({ incomplete: true, label: null });
    // A mean over the child that is there.
    expect(at("1.1").value).toBe(at("1.1.2").value);
    for (const place of ["1.2", "2", "1.1.2"]) expect(at(place)).toMatchObject({ incomplete: false });
    expect(at("2").label).not.toBeNull();
  });

  test("a run of which no tree is whole has failed, and retry mends it", async () => {
    const studio = await open();
    let isMended = false;
    const refused = error(400, { message: "I will not.", type: "invalid_request_error" });
    const served = await studio.serve({
      endpoint: { maxConcurrency: 1 },
      faults: (_, index) => (!isMended && index === 1 ? refused : "ok"),
    });
    const run = await studio.grow(served, { questions: 1, ...shape });
    await studio.until(run.id, "failed");
    isMended = true;
    await retryRun(studio, run.id);
    await studio.until(run.id, "completed");
    expect((await studio.nodesOf(run.id)).flat()).toHaveLength(14);
  });

  test("a request refused five times in a row from the start pauses the run with the reason", async () => {
    const studio = await open();
    const refused = error(400, { message: "No prompts today.", type: "invalid_request_error" });
    const served = await studio.serve({ endpoint: { maxConcurrency: 1 }, faults: () => refused });
    const run = await studio.grow(served, { questions: 20, ...shape });
    const paused = await studio.until(run.id, "paused");
    expect(paused).toMatchObject({
      waitingFor: "endpoint",
      waitingReason: expect.stringContaining("No prompts today."),
    });
    await studio.grower.settled(run.id);
    expect(served.server.requests).toHaveLength(5);
  });

  test("a refused key pauses the run at once with the reason; a new key and resume go on, nothing failed", async () => {
    const keys = new Map<string, string>();
    const studio = await open({ keys });
    const served = await studio.serve({ requireKey: "right", endpoint: { maxConcurrency: 2 } });
    keys.set(served.endpoint.id, "wrong");
    const run = await studio.grow(served, { questions: 1, ...shape });
    const paused = await studio.until(run.id, "paused");
    expect(paused).toMatchObject({
      waitingFor: "endpoint",
      waitingReason: expect.stringMatching(/key .*401/),
    });
    expect(paused.waitingReason).not.toContain("abcdefgh12345678");
    keys.set(served.endpoint.id, "right");
    await studio.grower.settled(run.id);
    await resumeRun(studio, run.id);
    await studio.until(run.id, "completed");
    expect(await runTotals(studio.store, run.id)).toMatchObject({ nodesDone: 14, failedParts: 0 });
  });

  test("a server that is away pauses the run instead of failing its trees; once it is back, resume grows all", async () => {
    // Two minutes of patience pass in a second or so.
    const studio = await open({ now: () => performance.now() * 100 });
    const first = await startEndpointServer();
    await first.close();
    const port = Number(new URL(first.url).port);
    const served = await studio.serve({ endpoint: { baseUrl: first.url } });
    const run = await studio.grow(served, { questions: 3, ...shape });
    const paused = await studio.until(run.id, "paused", "failed", "completed");
    expect(paused).toMatchObject({
      status: "paused",
      waitingFor: "endpoint",
      waitingReason: expect.stringContaining("Nothing answers at"),
    });
    await studio.grower.settled(run.id);
    expect(await runTotals(studio.store, run.id)).toMatchObject({
      nodesDone: 0,
      failedParts: 0,
      treesFailed: 0,
    });
    const back = await startEndpointServer({ port, gold: goldOf });
    onTestFinished(() => back.close());
    await resumeRun(studio, run.id);
    await studio.until(run.id, "completed");
    expect(await runTotals(studio.store, run.id)).toMatchObject({ nodesDone: 42, failedParts: 0 });
  }, 60_000);

  test("an answer that is empty three times fails its part, in a batch too, and its siblings stay", async () => {
    const studio = await open();
    const served = await studio.serve({
      endpoint: { maxConcurrency: 1 },
      // The first critique of a batch of two; only what did not come is asked for alone.
      faults: ({ body }, index) => (index === 1 ? "one-empty" : "n" in body ? "ok" : "empty"),
    });
    const run = await studio.grow(served, { questions: 1, branching: 2, seed: 9 });
    await studio.until(run.id, "completed", "failed");
    const [treeId = ""] = await treeIdsOfRun(studio.store, run.id);
    const tree = await viewTree(studio, treeId);
    expect(tree.failed).toMatchObject([{ path: "1.1", attempts: 3 }]);
    expect(tree.nodes.map((node) => node.path)).toEqual([
      "1",
      "1.2",
      "1.2.1",
      "1.2.2",
      "2",
      "2.1",
      "2.1.1",
      "2.1.2",
      "2.2",
      "2.2.1",
      "2.2.2",
    ]);
    const again = served.server.requests.filter(({ body }, index) => index === 1 || !("n" in body));
    expect(new Set(again.map(({ body }) => body["seed"])).size).toBe(3);
  });
});

test("a store that is locked for a while holds the paid answers back and loses none", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "malthouse-locked-"));
  const file = path.join(folder, "malthouse.db");
  const store = await openStoreAt({ file });
  await migrate(store, migrationsFolder);
  const other = new DatabaseSync(file);
  let [isLocked, hasLocked, refusals] = [false, false, 0];
  /** At the first request from the sixth on at which nobody else is writing. */
  const lock = (): void => {
    try {
      other.exec("begin immediate");
      isLocked = hasLocked = true;
    } catch {
      // Busy: at the next one.
    }
  };
  const studio = openStudio({
    store,
    log: {
      error: () => {
        refusals += 1;
        if (isLocked) other.exec("rollback");
        isLocked = false;
      },
    },
  });
  onTestFinished(async () => {
    await studio.close();
    other.close();
    await store.close();
    await rm(folder, { recursive: true });
  });
  const served = await studio.serve({
    endpoint: { maxConcurrency: 2 },
    faults: (_, index) => {
      if (index >= 5 && !hasLocked) lock();
      return "ok";
    },
  });
  const run = await studio.grow(served, { questions: 1, ...shape });
  await studio.until(run.id, "completed");
  expect(refusals).toBeGreaterThan(0);
  expect(served.server.requests).toHaveLength(14);
  expect((await studio.nodesOf(run.id)).flat()).toHaveLength(14);
}, 60_000);
