import { countAttempts } from "../../db/queries/attempts.ts";
import { addNotice, runsToResume } from "../../db/queries/runs.ts";
import type { RunRow } from "../../db/rows.ts";
import type { Verdict } from "../core/tree.ts";
import type { Waiting } from "./active-run.ts";
import { commitTogether } from "./commit-together.ts";
import { createPump } from "./create-pump.ts";
import { settleIfIdle, stopRun } from "./end-run.ts";
import { growOn } from "./grow-tree.ts";
import type { GrowerCore, GrowerParts } from "./grower-core.ts";
import { createPromptIdKeeper } from "./keep-prompt-ids.ts";
import { keepTrying } from "./keep-trying.ts";
import { countMachines, machineTickMs } from "./machine-time.ts";
import type { Lane } from "./lane.ts";
import { forgetGroup, queueGroup, queueGroupLater } from "./queue-group.ts";
import type { Word } from "./process-link.ts";
import { closeGate } from "./share-gate.ts";
import { adoptRow, followRun, laneOf, takeUpRun } from "./take-up-run.ts";
import { startSharing } from "./share-endpoints.ts";
import { watchStore } from "./store-trouble.ts";
import { createTally } from "./tally.ts";
import { takeTurns } from "./take-turns.ts";

/** How often to look whether other processes have stored what they had under way. */
const settleMs = 200;

export type Grower = ReturnType<typeof createGrower>;

/**
 * Grows the trees of any number of runs: oldest run, oldest question, deepest part first, without barriers. One
 * ready queue an endpoint; a part is asked for once its own parent is stored. State that matters is in the store:
 * taking a run up again is looking which slots are empty.
 */
export function createGrower(parts: GrowerParts) {
  let isStopped = false;
  const core: GrowerCore = {
    ...parts,
    commit: parts.commit ?? commitTogether(parts.store),
    promptIds: createPromptIdKeeper(parts),
    trouble: watchStore(() => {
      for (const runId of core.active.keys()) core.bus.publish({ runId, event: "progress" });
      core.pump();
    }),
    tally: createTally(),
    lanes: new Map(),
    sharing: null,
    active: new Map(),
    leaving: new Map(),
    wallNow: parts.wallNow ?? Date.now,
    machines: { countedAt: Number.POSITIVE_INFINITY },
    delayed: new Map(),
    pump: () => pump(),
    enqueue: (run, tree, group) => queueGroup(core, run, tree, group),
    enqueueLater: (run, tree, group, delayMs) => queueGroupLater(core, run, tree, group, delayMs),
    forget: forgetGroup,
    writeRun(run, work) {
      const turn = run.writes.then(() => keepTrying(core, () => core.store.transaction(work)));
      run.writes = turn.catch(() => {});
      return turn;
    },
    afterGroup: (run, tree) => growOn(core, run, tree),
    stopRun: (run, status, waiting) => stopRun(core, run, status, waiting),
    settleIfIdle: (run) => settleIfIdle(core, run),
    async notice(run, code, message, level = "warning") {
      if (run.told.has(code)) return;
      run.told.add(code);
      const entry = { at: new Date().toISOString(), code, message, level };
      await core.writeRun(run, (tx) => addNotice(tx, run.id, entry));
      core.bus.publish({ runId: run.id, event: "notice", data: entry });
    },
    setWaiting(run, waiting) {
      const isSame =
        run.waiting?.for === waiting?.for && run.waiting?.until?.getTime() === waiting?.until?.getTime();
      run.waiting = waiting;
      if (!isSame) core.bus.publish({ runId: run.id, event: "progress" });
    },
    hasStopped: () => isStopped,
  };
  const pump = createPump(core);
  const { lanes, active } = core;
  const machines = setInterval(() => {
    countMachines(core)?.then(pump, (error: unknown) => core.log.warn(error, "machine time is not counted"));
  }, machineTickMs).unref();
  if (core.peers) core.sharing = startSharing(core);
  const inTurn = takeTurns();

  return {
    active,
    lanes,
    trouble: core.trouble,
    tally: core.tally,
    promptIds: core.promptIds,
    /** Other processes may grow the same runs. */
    isShared: parts.peers !== null,
    pump,
    activate: (runId: string) => takeUpRun(core, runId),
    /** One at a time of what people and restarts do to a run; what the growing itself does goes on beside it. */
    inTurn,
    /** Pauses or cancels a growing run; resolves when the store says so, not when requests under way have ended. False where it was not growing, or ended meanwhile. */
    async halt(runId: string, status: "paused" | "cancelled", waiting: Waiting | null): Promise<boolean> {
      const run = active.get(runId);
      if (!run) return false;
      await stopRun(core, run, status, waiting);
      await run.ended;
      return !run.ended;
    },
    /** Waits until nothing of a run is under way any more, here or in another process. */
    async settled(runId: string): Promise<void> {
      await (active.get(runId)?.settled.promise ?? core.leaving.get(runId));
      while (core.peers && !isStopped && (await countAttempts(core.store, [runId])).has(runId))
        await new Promise((resolve) => setTimeout(resolve, settleMs));
    },
    /** An endpoint's place in the scheduler, for what asks it beside the runs. Throws where its key cannot be had. */
    laneOf: (endpointId: string): Promise<Lane> => laneOf(core, endpointId),
    /** Takes over what a person changed of an endpoint that runs are growing on. */
    async followEndpoint(endpointId: string): Promise<void> {
      core.peers?.tell({ about: "endpoint", endpointId });
      if (lanes.has(endpointId)) await laneOf(core, endpointId);
      pump();
    },
    /** Takes over what a person changed of a run while it grows. */
    follow(row: RunRow): void {
      core.peers?.tell({ about: "run", runId: row.id });
      const run = active.get(row.id);
      if (!run) return;
      adoptRow(core, run, row);
      pump();
    },
    /** An override in a tree that is being grown. */
    setVerdict(runId: string, treeId: string, path: string, verdict: Verdict | null): void {
      core.peers?.tell({ about: "verdict", runId, treeId, path, verdict });
      setVerdict(core, { runId, treeId, path, verdict });
    },
    /** Acts on what another process said. Rejects where the store refuses. */
    async hear(word: Word): Promise<void> {
      if (word.about === "run") await inTurn(word.runId, () => followRun(core, word.runId));
      else if (word.about === "endpoint" && lanes.has(word.endpointId)) await laneOf(core, word.endpointId);
      else if (word.about === "share") core.sharing?.hear(word.gate);
      else if (word.about === "verdict") setVerdict(core, word);
      else if (word.about === "closed") closeGate(lanes, word);
      pump();
    },
    /** Looks in the store for what nobody said: runs that others started, stopped or changed. */
    async lookAround(): Promise<void> {
      const growing = await runsToResume(core.store);
      for (const id of new Set([...growing.map((run) => run.id), ...active.keys()]))
        await inTurn(id, () => followRun(core, id)).catch((error: unknown) =>
          core.log.warn(error, "a run could not be followed"),
        );
      for (const endpointId of lanes.keys())
        await laneOf(core, endpointId).catch((error: unknown) =>
          core.log.warn(error, "an endpoint could not be read"),
        );
      pump();
    },
    /** Starts nothing more and waits for what is under way to be stored, at most `graceMs`. */
    async stop(graceMs: number): Promise<void> {
      isStopped = true;
      core.sharing?.stop();
      clearInterval(machines);
      for (const timer of core.delayed.keys()) clearTimeout(timer);
      for (const lane of lanes.values()) if (lane.timer) clearTimeout(lane.timer);
      const until = performance.now() + graceMs;
      const isBusy = () => [...active.values()].some((run) => run.inFlight > 0 || run.opening > 0);
      while (isBusy() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
      await Promise.race([
        Promise.all([
          ...[...active.values()].map(async (run) => {
            await run.writes;
            await run.source.release();
          }),
          core.promptIds.stop(),
          countMachines(core)?.catch((error: unknown) => core.log.warn(error, "machine time is not counted")),
        ]),
        new Promise((resolve) => setTimeout(resolve, Math.max(20, until - performance.now())).unref()),
      ]);
    },
  };
}

function setVerdict(
  { active }: GrowerCore,
  { runId, treeId, path, verdict }: Omit<Extract<Word, { about: "verdict" }>, "about">,
): void {
  const tree = active.get(runId)?.open.get(treeId);
  const node = tree?.nodes.get(path);
  if (tree && node) tree.nodes.set(path, { ...node, verdict });
}
