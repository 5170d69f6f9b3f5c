/** Waits; rejects with the signal's reason once it is aborted. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export type Pace = { take: (count: number, signal: AbortSignal) => Promise<void> };

/**
 * Lets `perSecond` completions through in all, first come, first served; 0 lets everything through at once. `take`
 * rejects with the signal's reason when it is aborted, and whoever waits behind moves up.
 */
export function createPace({
  perSecond,
  now,
  wait,
}: {
  perSecond: number;
  now: () => number;
  wait: Wait;
}): Pace {
  let line: Promise<void> = Promise.resolve();
  let freeAt = 0;
  const serve = async (count: number, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    const dueAt = Math.max(freeAt, now()) + (count / perSecond) * 1000;
    await wait(Math.max(0, dueAt - now()), signal);
    freeAt = dueAt;
  };
  return {
    take: async (count, signal) => {
      if (perSecond <= 0) return;
      const turn = line.then(() => serve(count, signal));
      line = turn.catch(() => undefined);
      await rejectOnAbort(turn, signal);
    },
  };
}

/** `promise`, or the signal's reason as soon as it is aborted, even while others are still ahead. */
async function rejectOnAbort(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** A timer that an abort clears. */
export const waitByTimer: Wait = (milliseconds, signal) => {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  const onAbort = (): void => {
    clearTimeout(timer);
    reject(signal.reason);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  return promise.finally(() => signal.removeEventListener("abort", onAbort));
};
