import type { EndpointFailure } from "./endpoint-failure.ts";

/** The longest wait that an endpoint may ask for; above it the run pauses and says until when. */
export const longestWaitMs = 15 * 60_000;

/** No longer wait is believed: timers hold 24 days, dates some more, and headers anything. */
const longestToldMs = 20 * 86_400_000;

const firstBackOffMs = 1000;
const longestBackOffMs = 60_000;

/** Full jitter: evenly between 0 and min(60 s, 1 s × 2^retries). `retries` counts from 0, `random` gives [0, 1). */
export function backOffMs(retries: number, random: () => number): number {
  return random() * Math.min(longestBackOffMs, firstBackOffMs * 2 ** Math.min(retries, 16));
}

/**
 * Attempts that a node may spend on this kind of failure, the first one counted; Infinity where waiting for the
 * endpoint is no fault of the node, 1 where asking again cannot help.
 */
export function attemptLimit(failure: Pick<EndpointFailure, "kind" | "code">): number {
  switch (failure.kind) {
    case "transient":
      return failure.code === "timeout" ? 3 : 6;
    case "paid_but_bad":
      return 3;
    case "rate_limited":
      return Number.POSITIVE_INFINITY;
    default:
      return 1;
  }
}

/**
 * How long the headers of a refusal ask to wait, in milliseconds: `retry-after-ms`, then `retry-after` as seconds
 * or as a date by the server's own clock. A date gone by is 1 s, 20 days are the most. Null where they say nothing readable.
 */
export function readRetryAfter(headers: Headers): number | null {
  const exact = headers.get("retry-after-ms")?.trim();
  if (exact !== undefined && /^\d+(?:\.\d+)?$/.test(exact)) return Math.min(longestToldMs, Number(exact));
  return readWait(headers.get("retry-after"), headers.get("date"));
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * A wait as headers write it: seconds ("12", "0.5"), a duration ("6m0s", "20ms"), or a date, counted from the
 * server's `date` header if there is one. In milliseconds, at most 20 days; null where it is none of these.
 */
export function readWait(text: string | null, date: string | null): number | null {
  const waitMs = waitOf(text, date);
  return waitMs === null ? null : Math.min(longestToldMs, waitMs);
}

function waitOf(text: string | null, date: string | null): number | null {
  const wait = text?.trim() ?? "";
  if (/^\d+(?:\.\d+)?$/.test(wait)) return Number(wait) * 1000;
  if (/^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/.test(wait))
    return [...wait.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)].reduce(
      (sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? ""] ?? 0),
      0,
    );
  const until = /[a-z]{3}|\d{4}-\d\d/i.test(wait) ? Date.parse(wait) : Number.NaN;
  if (Number.isNaN(until)) return null;
  const serverNow = Date.parse(date ?? "");
  const left = until - (Number.isNaN(serverNow) ? Date.now() : serverNow);
  return left > 0 ? left : 1000;
}
