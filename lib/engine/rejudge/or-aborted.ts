/**
 * What `work` comes to, or a rejection with the signal's reason as soon as it is aborted. The work itself goes on unheard:
 * hundreds of texts may be with the judge, and nobody who stops a server waits for them.
 */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const stop = (): void => reject(new Error("broken off", { cause: signal.reason }));
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  work.then(resolve, reject);
  return promise.finally(() => signal.removeEventListener("abort", stop));
}
