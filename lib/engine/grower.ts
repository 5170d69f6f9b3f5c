import type { Tx } from "../../db/client.ts";
import { getEndpoint } from "../../db/queries/endpoints.ts";
import { questionsById } from "../../db/queries/questions.ts";
import { runTotals } from "../../db/queries/run-totals.ts";
import { addNotice, getRun, updateRun } from "../../db/queries/runs.ts";
import { openTrees, setTreeStatus } from "../../db/queries/trees.ts";
import type { RunRow } from "../../db/rows.ts";
import { MalthouseError } from "../core/errors.ts";
import type { Verdict } from "../core/tree.ts";
import { RunConfig } from "../http/wire/runs.ts";
import type { ActiveRun, Waiting } from "./active-run.ts";
import { createActiveRun } from "./create-active-run.ts";
import type { GrowerCore, GrowerParts } from "./grower-core.ts";
import { keepTrying } from "./keep-trying.ts";
import { createLane, type Lane } from "./lane.ts";
import { loadOpenTree } from "./load-tree.ts";
import { type Group, type OpenTree, priorityOf, takeReadyGroups } from "./open-tree.ts";
import { policyOf } from "./run-policy.ts";
import { sendGroup } from "./send-group.ts";

export type Grower = ReturnType<typeof createGrower>;

/** Trees that one endpoint has read from the store at a time. */
const openedAtOnce = 4;

/**
 * Grows the trees of any number of runs: oldest run, oldest question, deepest part first, without barriers. One
 * ready queue an endpoint; a part is asked for once its own parent is stored. State that matters is in the store:
 * taking a run up again is looking which slots are empty.
 */
export function createGrower(parts: GrowerParts) {
  const { store, bus, log } = parts;
  const lanes = new Map<string, Lane>();
  const active = new Map<string, ActiveRun>();
  const delayed = new Map<NodeJS.Timeout, Group>();
  const turns = new Map<string, Promise<unknown>>();
  let isStopped = false;
  let isPumping = false;

  const core: GrowerCore = {
    ...parts,
    lanes,
    active,
    pump,
    enqueue,
    enqueueLater,
    forget,
    writeRun,
    afterGroup,
    stopRun,
    settleIfIdle,
    notice,
    setWaiting,
    hasStopped: () => isStopped,
  };

  async function laneOf(endpointId: string): Promise<Lane> {
    const endpoint = await getEndpoint(store, endpointId);
    const access = await parts.accessOf(endpointId);
    const lane = lanes.get(endpointId) ?? createLane(endpoint, access, parts);
    lane.gate.configure(endpoint);
    Object.assign(lane, { endpoint, access });
    lanes.set(endpointId, lane);
    return lane;
  }

  /** One at a time of what people and restarts do to a run; what the growing itself does goes on beside it. */
  function inTurn<T>(runId: string, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(runId) ?? Promise.resolve()).then(work);
    const settled = turn.catch(() => {});
    turns.set(runId, settled);
    void settled.then(() => {
      if (turns.get(runId) === settled) turns.delete(runId);
    });
    return turn;
  }

  function writeRun<T>(run: ActiveRun, work: (tx: Tx) => Promise<T>): Promise<T> {
    const turn = run.writes.then(() => keepTrying(core, () => store.transaction(work)));
    run.writes = turn.catch(() => {});
    return turn;
  }

  /** Takes a run up: from the start, after a pause, or after a restart. */
  async function activate(runId: string): Promise<void> {
    if (isStopped) return;
    await active.get(runId)?.ended;
    const before = await getRun(store, runId);
    const config = RunConfig.safeParse(before.config);
    if (!config.success)
      throw new MalthouseError(
        "wrong_state",
        "This run came without its config, so it cannot grow. Import it with one, or start a new run.",
      );
    try {
      for (const { endpointId } of Object.values(config.data.roles)) await laneOf(endpointId);
    } catch (error) {
      const reason =
        error instanceof MalthouseError ? error.message : "An endpoint of this run cannot be used.";
      await updateRun(store, runId, {
        status: "paused",
        waitingFor: "endpoint",
        waitingUntil: null,
        waitingReason: reason,
      });
      bus.publish({ runId, event: "progress" });
      return;
    }
    const known = active.get(runId);
    if (known) return known.stop ? await revive(known) : undefined;
    const totals = await runTotals(store, runId);
    const trees = await openTrees(store, runId);
    const row = await updateRun(store, runId, {
      status: "growing",
      waitingFor: null,
      waitingUntil: null,
      waitingReason: null,
      startedAt: before.startedAt ?? new Date(),
      finishedAt: null,
    });
    // Somebody may have taken it up meanwhile.
    if (active.has(runId)) return;
    const run = createActiveRun({
      row,
      config: config.data,
      totals,
      trees,
      order: orderOf(row),
      nowMs: parts.now(),
    });
    active.set(runId, run);
    log.info({ runId, trees: trees.length }, "growing");
    bus.publish({ runId, event: "progress" });
    if (trees.length === 0) await finish(run);
    pump();
  }

  /** By creation; of runs made in the same millisecond, the one taken up first. */
  function orderOf({ createdAt }: RunRow): number {
    const taken = new Set([...active.values()].map(({ order }) => order));
    let order = createdAt.getTime();
    while (taken.has(order)) order += 2 ** -10;
    return order;
  }

  function forget(tree: OpenTree, group: Group): void {
    for (const { path } of group.slots) {
      tree.asked.delete(path);
      tree.inFlight.delete(path);
    }
  }

  const isGrowing = (run: ActiveRun): boolean =>
    !isStopped && run.stop === null && active.get(run.id) === run;

  function enqueue(run: ActiveRun, tree: OpenTree, group: Group): void {
    // A group of a run that has been stopped would stay in the queue and be asked for beside the one of the next resume.
    if (!isGrowing(run)) return forget(tree, group);
    const endpointId = run.config.roles[group.role]?.endpointId;
    const lane = endpointId === undefined ? undefined : lanes.get(endpointId);
    if (!lane) throw new Error(`run ${run.id}: no lane for ${group.role}`);
    for (const { path } of group.slots) tree.inFlight.delete(path);
    lane.queue.add(group, priorityOf(run.order, tree, group));
  }

  /** Starts what may start. Called after everything that could free a place. */
  function pump(): void {
    if (isPumping || isStopped) return;
    isPumping = true;
    try {
      for (const lane of lanes.values()) pumpLane(lane);
    } finally {
      isPumping = false;
    }
  }

  const mayStart = (run: ActiveRun | undefined): run is ActiveRun =>
    run !== undefined && run.stop === null && run.waiting?.for !== "budget";

  function pumpLane(lane: Lane): void {
    const closedUntil = lane.gate.waitUntil;
    while (lane.gate.canStart(lane.inFlight)) {
      // While a tree of an older run is being read, its parts will want these places.
      const oldestOpening = Math.min(
        ...[...active.values()].map((run) => (run.opening > 0 ? run.order : Infinity)),
      );
      let isHeld = false;
      const group = lane.queue.take(({ runId, role, slots }) => {
        const run = active.get(runId);
        if (!mayStart(run) || run.order > oldestOpening) return false;
        const isProbed = slots.length > 1 && lane.probing.has(run.config.roles[role]?.model ?? "");
        isHeld ||= isProbed;
        return !isProbed;
      });
      const run = group && active.get(group.runId);
      const tree = group && run?.open.get(group.treeId);
      if (run && tree)
        sendGroup(core, lane, run, tree, group).catch((error: unknown) =>
          log.error(error, "a group was lost"),
        );
      // More trees would not start sooner: what is ready waits to learn whether n works.
      else if (isHeld || !openNextTree(lane)) break;
    }
    wakeWhenOpen(lane, closedUntil);
  }

  /** `closedUntil`: as read before the queue was looked at. A gate that opened in between would else wake nobody. */
  function wakeWhenOpen(lane: Lane, closedUntil: number | null): void {
    const until = lane.gate.waitUntil ?? closedUntil;
    if (lane.timer || until === null || isStopped) return;
    lane.timer = setTimeout(
      () => {
        lane.timer = null;
        pump();
      },
      Math.max(10, until - parts.now()),
    );
  }

  /** Opens the oldest waiting tree that starts on this endpoint; false when there is none, or as many are being opened as may start. */
  function openNextTree(lane: Lane): boolean {
    if (lane.opening >= openedAtOnce || !lane.gate.canStart(lane.inFlight + lane.opening)) return false;
    for (const run of [...active.values()].sort((a, b) => a.order - b.order)) {
      const first = run.policy.protocol.roles[0]?.name ?? "";
      const next = run.trees[run.nextTree];
      const startsHere = run.config.roles[first]?.endpointId === lane.endpointId;
      if (!mayStart(run) || !next) continue;
      if (!startsHere && !next.isStarted) continue;
      run.nextTree++;
      run.opening++;
      lane.opening++;
      openTree(lane, run, next).catch((error: unknown) => log.error(error, "a tree could not be opened"));
      return true;
    }
    return false;
  }

  async function openTree(lane: Lane, run: ActiveRun, waiting: ActiveRun["trees"][number]): Promise<void> {
    try {
      const tree = await keepTrying(core, async () => {
        const question = (await questionsById(store, [waiting.questionId])).get(waiting.questionId);
        if (!question) throw new MalthouseError("not_found", `The question ${waiting.questionId} is gone.`);
        return await loadOpenTree(store, waiting, question);
      });
      if (!waiting.isStarted) {
        await keepTrying(core, () => setTreeStatus(store, tree.id, "growing"));
        bus.publish({ runId: run.id, event: "tree", data: { treeId: tree.id, status: "growing" } });
      }
      run.open.set(tree.id, tree);
      await afterGroup(run, tree);
    } catch (error) {
      // A tree that nobody opens again would keep the run growing for ever.
      if (!isStopped)
        await stopRun(run, "paused", {
          for: "user",
          until: null,
          reason: "A tree could not be read; the server's log has the reason. Resume tries again.",
        });
      throw error;
    } finally {
      run.opening--;
      lane.opening--;
      settleIfIdle(run);
      pump();
    }
  }

  /** Queues what became ready in a tree, or closes it. */
  async function afterGroup(run: ActiveRun, tree: OpenTree): Promise<void> {
    const { groups, isDone } = takeReadyGroups(run.id, tree, run.policy);
    for (const group of groups) enqueue(run, tree, group);
    if (!isDone || tree.inFlight.size > 0 || !run.open.has(tree.id)) return;
    run.open.delete(tree.id);
    const status = tree.failed.size > 0 ? "failed" : "completed";
    await keepTrying(core, () => setTreeStatus(store, tree.id, status));
    run.treesLeft--;
    bus.publish({ runId: run.id, event: "tree", data: { treeId: tree.id, status } });
    bus.publish({ runId: run.id, event: "progress" });
    if (run.treesLeft === 0) await finish(run);
  }

  async function finish(run: ActiveRun): Promise<void> {
    // What was cancelled with its last request under way stays cancelled; a pause with nothing left to do is an end.
    if (run.ended || run.stop?.status === "cancelled" || active.get(run.id) !== run) return;
    run.ended = run.settled.promise;
    const totals = await keepTrying(core, () => runTotals(store, run.id));
    const status = totals.treesDone === 0 && totals.treesTotal > 0 ? "failed" : "completed";
    run.row = await writeRun(run, (tx) =>
      updateRun(tx, run.id, {
        status,
        finishedAt: new Date(),
        waitingFor: null,
        waitingUntil: null,
        waitingReason: null,
      }),
    );
    active.delete(run.id);
    run.settled.resolve();
    bus.publish({ runId: run.id, event: "progress" });
    log.info({ runId: run.id, status }, "run ended");
  }

  /** Starts nothing more of a run; what is under way is still stored. Resolves when the store has the new status. */
  async function stopRun(
    run: ActiveRun,
    status: "paused" | "cancelled",
    waiting: Waiting | null,
  ): Promise<void> {
    const isCancelled = run.stop?.status === "paused" && status === "cancelled";
    if (run.ended || (run.stop && !isCancelled)) return void (await run.writes);
    run.stop = { status, waiting };
    for (const lane of lanes.values()) lane.queue.removeWhere((group) => group.runId === run.id);
    for (const [timer, group] of delayed)
      if (group.runId === run.id) {
        clearTimeout(timer);
        delayed.delete(timer);
      }
    // Now, not at the resume: by then new groups are queued that must not be handed out again.
    for (const { asked, inFlight } of run.open.values())
      for (const path of asked) if (!inFlight.has(path)) asked.delete(path);
    run.row = await writeRun(run, (tx) =>
      updateRun(tx, run.id, {
        status,
        waitingFor: waiting?.for ?? null,
        waitingUntil: waiting?.until ?? null,
        waitingReason: waiting?.reason ?? null,
        ...(status === "cancelled" && { finishedAt: new Date() }),
      }),
    );
    bus.publish({ runId: run.id, event: "progress" });
    settleIfIdle(run);
  }

  /** Goes on with a run whose last requests are still under way after a stop. */
  async function revive(run: ActiveRun): Promise<void> {
    run.stop = null;
    run.waiting = null;
    run.row = await writeRun(run, (tx) =>
      updateRun(tx, run.id, { status: "growing", waitingFor: null, waitingUntil: null, waitingReason: null }),
    );
    run.ledger.setBudget(run.row.budget);
    for (const tree of run.open.values()) await afterGroup(run, tree);
    bus.publish({ runId: run.id, event: "progress" });
    pump();
  }

  /** Puts a group back into the queue after a while. */
  function enqueueLater(run: ActiveRun, tree: OpenTree, group: Group, delayMs: number): void {
    if (!isGrowing(run)) return forget(tree, group);
    for (const { path } of group.slots) tree.inFlight.delete(path);
    const timer = setTimeout(() => {
      delayed.delete(timer);
      enqueue(run, tree, group);
      pump();
    }, delayMs);
    delayed.set(timer, group);
  }

  /** Lets go of a stopped run once nothing of it is under way. */
  function settleIfIdle(run: ActiveRun): void {
    if (!run.stop || run.ended || run.inFlight > 0 || run.opening > 0 || active.get(run.id) !== run) return;
    active.delete(run.id);
    bus.publish({ runId: run.id, event: "progress" });
    run.settled.resolve();
  }

  function setWaiting(run: ActiveRun, waiting: Waiting | null): void {
    const isSame =
      run.waiting?.for === waiting?.for && run.waiting?.until?.getTime() === waiting?.until?.getTime();
    run.waiting = waiting;
    if (!isSame) bus.publish({ runId: run.id, event: "progress" });
  }

  /** Tells people something of a run, each code once. */
  async function notice(
    run: ActiveRun,
    code: string,
    message: string,
    level: "info" | "warning" | "error" = "warning",
  ): Promise<void> {
    if (run.told.has(code)) return;
    run.told.add(code);
    const entry = { at: new Date().toISOString(), code, message, level };
    await writeRun(run, (tx) => addNotice(tx, run.id, entry));
    bus.publish({ runId: run.id, event: "notice", data: entry });
  }

  return {
    active,
    lanes,
    activate,
    inTurn,
    pump,
    /** Pauses or cancels a growing run; resolves when the store says so, not when requests under way have ended. False where it was not growing, or ended meanwhile. */
    async halt(runId: string, status: "paused" | "cancelled", waiting: Waiting | null): Promise<boolean> {
      const run = active.get(runId);
      if (!run) return false;
      await stopRun(run, status, waiting);
      await run.ended;
      return !run.ended;
    },
    /** Waits until nothing of a run is under way any more. */
    settled: async (runId: string): Promise<void> => active.get(runId)?.settled.promise,
    /** Takes over what a person changed of an endpoint that runs are growing on. */
    async followEndpoint(endpointId: string): Promise<void> {
      if (lanes.has(endpointId)) await laneOf(endpointId);
      pump();
    },
    /** Takes over what a person changed of a run while it grows. */
    follow(row: RunRow): void {
      const run = active.get(row.id);
      if (!run) return;
      Object.assign(run, { row, policy: policyOf(row) });
      run.ledger.setBudget(row.budget);
      if (run.waiting?.for === "budget") setWaiting(run, null);
      pump();
    },
    /** An override in a tree that is being grown. */
    setVerdict(runId: string, treeId: string, path: string, verdict: Verdict | null): void {
      const tree = active.get(runId)?.open.get(treeId);
      const node = tree?.nodes.get(path);
      if (tree && node) tree.nodes.set(path, { ...node, verdict });
    },
    /** Starts nothing more and waits for what is under way to be stored, at most `graceMs`. */
    async stop(graceMs: number): Promise<void> {
      isStopped = true;
      for (const timer of delayed.keys()) clearTimeout(timer);
      for (const lane of lanes.values()) if (lane.timer) clearTimeout(lane.timer);
      const until = performance.now() + graceMs;
      const isBusy = () => [...active.values()].some((run) => run.inFlight > 0 || run.opening > 0);
      while (isBusy() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
      await Promise.race([
        Promise.all([...active.values()].map((run) => run.writes)),
        new Promise((resolve) => setTimeout(resolve, Math.max(20, until - performance.now())).unref()),
      ]);
    },
  };
}
