/**
 * Runs `refresh` now and, while more calls come, again: at most once every `everyMs`, and never before the last one is
 * done. A refresh that begins anew with each event would never end on a slow line; and whatever came last is read.
 */
export function refreshInTurn(
  refresh: () => Promise<unknown>,
  everyMs: number,
): { readonly call: () => void; readonly stop: () => void } {
  let [isBusy, hasMore, isStopped] = [false, false, false];
  let timer: ReturnType<typeof setTimeout> | null = null;
  const call = (): void => {
    if (isStopped) return;
    if (isBusy) {
      hasMore = true;
      return;
    }
    [isBusy, hasMore] = [true, false];
    const rest = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, everyMs);
    });
    void Promise.allSettled([refresh(), rest]).then(() => {
      isBusy = false;
      if (hasMore) call();
    });
  };
  const stop = (): void => {
    isStopped = true;
    if (timer !== null) clearTimeout(timer);
  };
  return { call, stop };
}
