import type { Run } from "@/lib/http/wire/runs.ts";

/** A run's status as it stands on screen. */
export const statusWords: Readonly<Record<Run["status"], string>> = {
  queued: "Queued",
  growing: "Growing",
  paused: "Paused",
  completed: "Completed",
  cancelled: "Cancelled",
  failed: "Failed",
};
