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

/** What a run waits for: a wait is no error. */
export const waitWords: Readonly<Record<NonNullable<Run["waitingFor"]>, string>> = {
  rate_limit: "waits for the rate limit",
  budget: "budget reached",
  endpoint: "waits for the endpoint",
  user: "waits for you",
};
