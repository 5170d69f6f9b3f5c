import type { Share } from "../../db/queries/endpoint-shares.ts";
import { fairShares } from "./fair-share.ts";

/** Requests a minute are counted over this long, so what a process gives up of them is free for others only then. */
const minuteMs = 60_000;

/**
 * What a process takes of an endpoint's limits next. It gives up at once what is not its fair share, but for what is
 * under way; it takes only what the others have not been granted, so the sum of all grants never passes the limit.
 * `shares`: of all live processes by each endpoint of the server, its own among them where there is one.
 */
export function nextShare(
  own: {
    readonly sharer: string;
    readonly demand: number;
    readonly inFlight: number;
    /** Requests that may be under way in all processes. */
    readonly limit: number;
    /** Of the limits a minute the smallest; null without one. */
    readonly perMinute: number | null;
    readonly closedMs: number | null;
    readonly closedReason: string | null;
  },
  shares: readonly Share[],
): Share & {
  /** Requests that may be under way; `granted` also counts those that are too many and still under way. */
  readonly allowed: number;
} {
  const { sharer, demand, inFlight, limit, perMinute, closedMs, closedReason } = own;
  const before = shares.find((share) => share.sharer === sharer);
  const others = shares.filter((share) => share.sharer !== sharer);
  const all = [...others, { sharer, demand }].sort((a, b) => (a.sharer < b.sharer ? -1 : 1));
  const place = all.findIndex((share) => share.sharer === sharer);
  const fair = fairShares(
    limit,
    all.map((share) => share.demand),
  );
  const isFree = limit - others.reduce((sum, { granted }) => sum + granted, 0);
  const allowed = Math.max(0, Math.min(fair[place] ?? 0, isFree));

  // A part of less than one a minute serves nobody: with such parts all processes would stand still for ever.
  const sharers = all
    .filter((share) => share.demand > 0)
    .slice(0, Math.max(1, Math.min(limit, perMinute ?? limit)))
    .map((share) => share.sharer);
  const heldByOthers = others.reduce((sum, share) => sum + heldOf(share), 0);
  const isSharer = sharers.includes(sharer);
  const rate = isSharer ? Math.max(0, Math.min(1 / sharers.length, 1 - heldByOthers)) : 0;
  const held = before ? heldOf(before) : 0;
  const isLess = rate < (before?.rate ?? 0);
  return {
    sharer,
    demand,
    allowed,
    granted: Math.max(allowed, inFlight),
    rate,
    rateHeld: Math.max(held, rate),
    rateHeldMs: isLess ? minuteMs : held > rate ? (before?.rateHeldMs ?? null) : null,
    closedMs,
    closedReason,
  };
}

/** The share of requests a minute that counts against the others: what was given up less than a minute ago too. */
const heldOf = ({ rate, rateHeld, rateHeldMs }: Share): number => (rateHeldMs === null ? rate : rateHeld);
