import { changeRejudging, movingRejudgings } from "../../../db/queries/rejudgings.ts";
import type { RejudgingRow } from "../../../db/rows.ts";
import { MalthouseError } from "../../core/errors.ts";
import type { Malthouse } from "../malthouse.ts";
import { carryRejudging } from "./carry-rejudging.ts";
import { previewRejudging } from "./preview-rejudging.ts";

export type RejudgeParts = Pick<Malthouse, "store" | "judge" | "bus" | "log">;
type Task = { readonly done: Promise<void>; readonly stop: AbortController };

declare global {
  // Next bundles routes and instrumentation apart; tasks started by the one are stopped by the other.
  var __malthouseRejudgings: Map<string, Task> | undefined;
}

const tasks = (globalThis.__malthouseRejudgings ??= new Map<string, Task>());
const stopped = "The server stopped before this preview was done. Preview again.";

/** Goes on with a rejudging behind the answer; its row tells how far it is and what became of it. */
export function workOnRejudging(parts: RejudgeParts, row: RejudgingRow): void {
  if (tasks.has(row.id)) return;
  const stop = new AbortController();
  const done = work(parts, row, stop.signal).finally(() => tasks.delete(row.id));
  tasks.set(row.id, { done, stop });
}

/** Never rejects: whatever happens is told by the rejudging's row. */
async function work(parts: RejudgeParts, row: RejudgingRow, signal: AbortSignal): Promise<void> {
  const isPreview = row.status === "previewing";
  try {
    await (isPreview ? previewRejudging(parts, row, signal) : carryRejudging(parts, row, signal));
  } catch (error) {
    // What is applied half goes on by itself at the next start; a preview is cheap to make anew.
    if (signal.aborted && !isPreview) return;
    if (!signal.aborted) parts.log.error(error, "judging again failed");
    const message = signal.aborted
      ? stopped
      : error instanceof MalthouseError
        ? error.message
        : isPreview
          ? "Judging again failed. The reason is in the server's log; trying again may help."
          : "Judging again failed part of the way. Each tree is whole: go on, or take back what was done. The reason is in the server's log.";
    const appliedAt = isPreview ? undefined : (row.appliedAt ?? new Date());
    await changeRejudging(parts.store, row.id, row.status, { status: "failed", message, appliedAt }).catch(
      (second: unknown) => parts.log.error(second, "a failed rejudging could not be marked"),
    );
  }
}

/** Resolves once this process works on the rejudging no longer. */
export const rejudgingSettled = async (id: string): Promise<void> => await tasks.get(id)?.done;

/** Breaks one off; resolves when nothing of it is under way any more. */
export async function breakOffRejudging(id: string): Promise<void> {
  const task = tasks.get(id);
  task?.stop.abort();
  await task?.done;
}

/** Breaks all off before the server stops. */
export async function stopRejudgings(): Promise<void> {
  await Promise.all([...tasks.keys()].map(breakOffRejudging));
}

/** At the start: goes on with what was being applied or taken back, and gives up previews whose process is gone. */
export async function takeUpRejudgings(parts: RejudgeParts): Promise<void> {
  for (const row of await movingRejudgings(parts.store)) {
    if (tasks.has(row.id)) continue;
    if (row.status === "previewing")
      await changeRejudging(parts.store, row.id, "previewing", { status: "failed", message: stopped });
    else workOnRejudging(parts, row);
  }
}
