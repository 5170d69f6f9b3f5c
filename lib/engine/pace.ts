/** How fast a run grows, whichever process grows it: from the sum of its stored nodes, looked at now and then. */
export type Pace = {
  /** So many nodes are stored at `nowMs`. */
  see(nodes: number, nowMs: number): void;
  /** Nodes a second over the last ten seconds; since it was taken up while that is shorter. Null before anything is known. */
  recent(): number | null;
  /** The same over the last minute: what waits for the slowest answers comes in waves, of which a forecast tells nothing. */
  steady(): number | null;
  /** Nodes a second since the run was taken up. */
  overall(): number | null;
};

const recentMs = 10_000;
const steadyMs = 60_000;
/** Looks closer together than this say nothing new. */
const closestMs = 200;

type Look = { readonly atMs: number; readonly nodes: number };

/** `nodes` are stored at `nowMs`, when the run is taken up. Between two looks it is taken to have grown evenly. */
export function createPace(nodes: number, nowMs: number): Pace {
  const first: Look = { atMs: nowMs, nodes };
  let last = first;
  /** Oldest first; one of them is older than the longest window, or is the first. */
  let looks: Look[] = [first];

  const over = (windowMs: number): number | null => {
    const from = Math.max(first.atMs, last.atMs - windowMs);
    return perSecond({ atMs: from, nodes: nodesAt(looks, last, from) }, last);
  };
  return {
    see(now, atMs) {
      last = { atMs: Math.max(atMs, last.atMs), nodes: now };
      const before = looks.at(-1);
      if (before && last.atMs - before.atMs >= closestMs) looks.push(last);
      const oldest = looks.findLastIndex(({ atMs: at }) => at <= last.atMs - steadyMs);
      if (oldest > 0) looks = looks.slice(oldest);
    },
    recent: () => over(recentMs),
    steady: () => over(steadyMs),
    overall: () => perSecond(first, last),
  };
}

function perSecond(from: Look, to: Look): number | null {
  if (to.atMs - from.atMs < closestMs) return null;
  return Math.max(0, (1000 * (to.nodes - from.nodes)) / (to.atMs - from.atMs));
}

function nodesAt(looks: readonly Look[], last: Look, atMs: number): number {
  const after = looks.find((look) => look.atMs > atMs) ?? last;
  const before = looks.findLast((look) => look.atMs <= atMs) ?? after;
  if (after.atMs === before.atMs) return before.nodes;
  const share = (atMs - before.atMs) / (after.atMs - before.atMs);
  return before.nodes + share * (after.nodes - before.nodes);
}
