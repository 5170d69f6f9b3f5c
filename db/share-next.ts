/**
 * Work that serves all who asked before it began: one is under way at a time, and who asks meanwhile shares the next,
 * for the one under way may not see what they have done. Rejects for all that shared a failed one.
 */
export function shareNext(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  function begin(): Promise<void> {
    const turn = work().finally(() => {
      running = null;
    });
    running = turn;
    return turn;
  }
  return () => {
    if (!running && !next) return begin();
    next ??= (running ?? Promise.resolve())
      .catch(() => {})
      .then(() => {
        next = null;
        return begin();
      });
    return next;
  };
}
