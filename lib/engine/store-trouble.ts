/** Whether the store takes what is written, as those that keep trying see it. */
export type StoreTrouble = {
  /** Why it does not, for a person; null while it does. */
  readonly reason: string | null;
  /** Somebody's work was refused; what to call once it has gone through or is given up. */
  note(error: unknown): () => void;
};

/** `onChange` is called when trouble begins and when the last one that waited is through. */
export function watchStore(onChange: () => void): StoreTrouble {
  const waiting = new Set<symbol>();
  let reason: string | null = null;
  return {
    get reason() {
      return reason;
    },
    note(error) {
      const own = Symbol("one that waits");
      waiting.add(own);
      if (waiting.size === 1) {
        reason = `The store takes nothing (${causeOf(error)}). Answers that were paid for are kept in memory until it does; nothing more is asked for. It goes on by itself.`;
        onChange();
      }
      return () => {
        waiting.delete(own);
        if (waiting.size > 0) return;
        reason = null;
        onChange();
      };
    },
  };
}

/** The driver's own words: those around them hold the statement. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof AggregateError && cause.errors.length > 0) return causeOf(cause.errors[0]);
  return cause instanceof Error ? cause.message : String(cause);
}
