import type { Tx } from "../../../db/client.ts";
import { countAttempts } from "../../../db/queries/attempts.ts";
import { hasMendedGoldSince } from "../../../db/queries/gold-marks.ts";
import { getRule } from "../../../db/queries/judge-rules.ts";
import {
  changeRejudging,
  createRejudging,
  getRejudging,
  isRewritten,
  listRejudgings,
} from "../../../db/queries/rejudgings.ts";
import { runTotals } from "../../../db/queries/run-totals.ts";
import { getRun } from "../../../db/queries/runs.ts";
import type { RejudgingRow, RunRow } from "../../../db/rows.ts";
import type { StoredRunJudge } from "../../../db/stored-types.ts";
import { canonicalJson } from "../../core/canonical-json.ts";
import { MalthouseError } from "../../core/errors.ts";
import { judgeVersion } from "../../judge/version.ts";
import type { Malthouse } from "../malthouse.ts";
import { breakOffRejudging, workOnRejudging } from "./rejudging-tasks.ts";

type Parts = Pick<Malthouse, "store" | "judge" | "bus" | "log" | "grower">;

const refuse = (message: string): MalthouseError => new MalthouseError("wrong_state", message);

/** Throws `wrong_state` while answers of the run may still arrive, or are being rewritten. */
export async function checkStandsStill(
  { store, grower }: { readonly store: Tx } & Pick<Parts, "grower">,
  run: RunRow,
  exceptId?: string,
): Promise<void> {
  if (run.status === "queued" || run.status === "growing")
    throw refuse(
      `The run ${run.name} is ${run.status}. Pause it or wait until it has ended, then judge again.`,
    );
  const isAnswering = (grower.active.get(run.id)?.inFlight ?? 0) > 0;
  // Another process may have requests of it under way.
  if (isAnswering || (await countAttempts(store, [run.id])).has(run.id))
    throw refuse(`Requests of the run ${run.name} are still under way. Try again once they have ended.`);
  if (await isRewritten(store, run.id, exceptId))
    throw refuse(`The run ${run.name} is being judged again already. Wait until that is done.`);
}

/** The judge of now, with a version of the data set's rule; undefined keeps the run's. Throws `invalid_request`. */
async function judgeOfNow(
  { store }: Parts,
  run: RunRow,
  ruleVersion: number | null | undefined,
): Promise<StoredRunJudge> {
  if (ruleVersion === undefined)
    return { judgeVersion, ruleVersion: run.judge?.ruleVersion ?? null, rule: run.judge?.rule ?? null };
  if (ruleVersion === null) return { judgeVersion, ruleVersion: null, rule: null };
  const unknownRule = (message: string) =>
    new MalthouseError("invalid_request", `ruleVersion: ${message}`, {
      errors: [{ path: "ruleVersion", message }],
    });
  if (run.datasetId === null)
    throw unknownRule("This run was imported without its data set, so it has no other rule to choose.");
  const { rule } = await getRule(store, run.datasetId, ruleVersion).catch((error: unknown) => {
    throw error instanceof MalthouseError && error.code === "not_found" ? unknownRule(error.message) : error;
  });
  return { judgeVersion, ruleVersion, rule };
}

/**
 * Begins to find out what judging a run's stored answers again would change, by the present judge and the given
 * version of the rule. It takes the place of an earlier preview. Throws `wrong_state` while the run grows, and
 * `invalid_request` for a rule that is not there.
 */
export async function startRejudging(
  parts: Parts,
  runId: string,
  {
    ruleVersion,
    author,
  }: { readonly ruleVersion?: number | null | undefined; readonly author?: string | undefined },
): Promise<RejudgingRow> {
  const { store, grower } = parts;
  for (const { id, status } of await listRejudgings(store, runId))
    if (status === "previewing") await breakOffRejudging(id);
  return await grower.inTurn(runId, async () => {
    const run = await getRun(store, runId);
    await checkStandsStill(parts, run);
    const to = await judgeOfNow(parts, run, ruleVersion);
    const { nodesDone } = await runTotals(store, runId);
    const row = await store.transaction((tx) =>
      createRejudging(tx, {
        runId,
        from: run.judge,
        to,
        nodesSeen: nodesDone,
        treesTotal: run.treesTotal,
        author: author ?? null,
      }),
    );
    workOnRejudging(parts, row);
    return row;
  });
}

/** Throws `wrong_state` where the run is not any more what the rejudging saw. */
async function checkIsOfNow({ store }: Parts, run: RunRow, row: RejudgingRow): Promise<void> {
  const { nodesDone } = await runTotals(store, run.id);
  const later = (await listRejudgings(store, run.id)).filter(({ createdAt }) => createdAt > row.createdAt);
  const expected = row.status === "applied" ? row.to : row.from;
  // One that failed half way left either judge with the run; it can go on unless another one was applied since.
  const isSameJudge = row.status === "failed" || canonicalJson(run.judge) === canonicalJson(expected);
  // A later one that was taken back left everything as this one did.
  const standsLater = later.some(({ appliedAt, status }) => appliedAt !== null && status !== "undone");
  if (await hasMendedGoldSince(store, run.id, row.createdAt))
    throw refuse(
      `A gold of the run ${run.name} was mended since, so its leaves were judged by another one. ${row.status === "previewed" ? "Preview again, then apply." : "Preview judging again instead."}`,
    );
  if (nodesDone === row.nodesSeen && isSameJudge && !standsLater) return;
  throw refuse(
    row.status === "previewed"
      ? `The run ${run.name} has changed since this preview. Preview again, then apply.`
      : standsLater
        ? `The run ${run.name} was judged again since. Take that back first, then this.`
        : `The run ${run.name} has grown since, so this cannot go on or be taken back. Preview judging again instead.`,
  );
}

/** Begins to store what a preview found; applying twice does nothing. Throws `wrong_state` unless it is a preview of now. */
export async function applyRejudging(
  parts: Parts,
  runId: string,
  id: string,
  author?: string,
): Promise<RejudgingRow> {
  const { store, grower } = parts;
  return await grower.inTurn(runId, async () => {
    const run = await getRun(store, runId);
    const row = await getRejudging(store, runId, id);
    if (row.status === "applying" || row.status === "applied") return row;
    const goesOn = row.status === "failed" && row.appliedAt !== null;
    if (row.status !== "previewed" && !goesOn)
      throw refuse(
        row.status === "previewing"
          ? "The preview is not done yet. Wait for it, look at it, then apply."
          : `This one is ${row.status}. Preview again, then apply.`,
      );
    await checkStandsStill(parts, run, id);
    await checkIsOfNow(parts, run, row);
    if (row.to.judgeVersion !== judgeVersion)
      throw refuse(
        `This preview is by judge ${row.to.judgeVersion}; ${judgeVersion} is here now. Preview again.`,
      );
    await changeRejudging(store, id, row.status, {
      status: "applying",
      treesDone: 0,
      nextPosition: 0,
      author: author ?? row.author,
      message: null,
    });
    return await goOn(parts, runId, id);
  });
}

/**
 * Begins to put back what was there before, as long as nothing came after. Throws `wrong_state` unless it was applied,
 * and where the run has grown or was judged again since.
 */
export async function undoRejudging(parts: Parts, runId: string, id: string): Promise<RejudgingRow> {
  const { store, grower } = parts;
  return await grower.inTurn(runId, async () => {
    const run = await getRun(store, runId);
    const row = await getRejudging(store, runId, id);
    if (row.status === "undoing" || row.status === "undone") return row;
    if (row.status !== "applied" && !(row.status === "failed" && row.appliedAt !== null))
      throw refuse(`This one is ${row.status}; only what was applied can be taken back.`);
    await checkStandsStill(parts, run, id);
    await checkIsOfNow(parts, run, row);
    await changeRejudging(store, id, row.status, {
      status: "undoing",
      treesDone: 0,
      nextPosition: 0,
      message: null,
    });
    return await goOn(parts, runId, id);
  });
}

async function goOn(parts: Parts, runId: string, id: string): Promise<RejudgingRow> {
  const row = await getRejudging(parts.store, runId, id);
  workOnRejudging(parts, row);
  return row;
}

/** Gives a preview up. Throws `wrong_state` once it is being applied or has been. */
export async function cancelRejudging({ store }: Parts, runId: string, id: string): Promise<RejudgingRow> {
  const { status } = await getRejudging(store, runId, id);
  if (status !== "previewing" && status !== "previewed")
    throw refuse(
      status === "applying" || status === "undoing"
        ? "It is being written now, tree by tree, and cannot stop half way. Take it back once it is done."
        : `It is ${status} already.`,
    );
  await changeRejudging(store, id, status, { status: "cancelled" });
  await breakOffRejudging(id);
  return await getRejudging(store, runId, id);
}

/** Throws `wrong_state` while the answers of a run are being rewritten: nothing may grow or be exported from them meanwhile. */
export async function refuseWhileRewritten(store: Parts["store"], run: RunRow): Promise<void> {
  if (await isRewritten(store, run.id))
    throw refuse(`The run ${run.name} is being judged again. Wait until that is done.`);
}
