import type { GatePass } from "../endpoint-gate.ts";
import { allowedOf, busyOf, type Lane } from "../lane.ts";

type Waiter = {
  readonly isGone: () => boolean;
  /** What its request may cost, for a limit of tokens a minute. */
  readonly tokens: number;
  readonly resolve: (pass: GatePass | null) => void;
};

/** Votes at one endpoint: those that wait for a place, first come first served, and those that have one. */
type Line = {
  readonly waiters: Waiter[];
  taken: number;
  /** A place is set aside for the first waiter: a growing run fills each one that comes free at once. */
  isHolding: boolean;
  timer: NodeJS.Timeout | null;
};

const lines = new WeakMap<Lane, Line>();
/** How long a waiter may miss that a place came free, or that its task was cancelled. */
const lookAgainMs = 25;
/** While runs wait for the same endpoint, votes take this share of its places, and at least one. */
const shareBesideRuns = 0.25;

function lineOf(lane: Lane): Line {
  const known = lines.get(lane) ?? { waiters: [], taken: 0, isHolding: false, timer: null };
  lines.set(lane, known);
  return known;
}

const mayTakeMore = (lane: Lane, { taken }: Line): boolean =>
  lane.queue.size === 0 || taken < Math.max(1, Math.floor(lane.gate.limit * shareBesideRuns));

/** Gives places to waiters as long as there are any. */
function look(lane: Lane, line: Line): void {
  for (;;) {
    const gone = line.waiters.findIndex(({ isGone }) => isGone());
    if (gone >= 0) {
      line.waiters.splice(gone, 1)[0]?.resolve(null);
      continue;
    }
    const [first] = line.waiters;
    if (!first) break;
    if (!line.isHolding && mayTakeMore(lane, line)) {
      line.isHolding = true;
      lane.inFlight++;
    }
    const isAllowed = lane.inFlight <= allowedOf(lane) && lane.gate.canStart(busyOf(lane) - 1);
    if (!line.isHolding || !isAllowed) break;
    line.isHolding = false;
    line.taken++;
    line.waiters.shift();
    first.resolve(lane.gate.onStart(first.tokens));
  }
  if (line.waiters.length === 0 && line.isHolding) {
    line.isHolding = false;
    lane.inFlight--;
  }
  if (line.waiters.length > 0)
    line.timer ??= setTimeout(() => {
      line.timer = null;
      look(lane, line);
    }, lookAgainMs);
}

/**
 * Waits for one of an endpoint's places beside the runs that grow there; its gate and its limit hold for both. Null
 * once `isGone`. Whoever got a place gives it back by `leaveLane`.
 */
export function enterLane(lane: Lane, tokens: number, isGone: () => boolean): Promise<GatePass | null> {
  return new Promise((resolve) => {
    const line = lineOf(lane);
    line.waiters.push({ tokens, isGone, resolve });
    look(lane, line);
  });
}

/** Gives a place back: to the next vote in line where it may have it, else to the runs. */
export function leaveLane(lane: Lane): void {
  const line = lineOf(lane);
  line.taken--;
  lane.inFlight--;
  look(lane, line);
}
