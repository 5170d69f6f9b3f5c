import type { JudgeInput, Judgement } from "./judgement.ts";
import type { JudgePool } from "./pool.ts";

export type JudgeInOrderOptions = {
  readonly signal?: AbortSignal;
  /** Items drawn and not yet given out, at most. */
  readonly ahead?: number;
};

/**
 * Judges any number of items and gives each out with its judgement, in their order. Draws at most `ahead` (256) more
 * than were taken, so a source that reads from a file or a store is never in memory as a whole, and a text judged by
 * someone else meanwhile waits behind few. Left early or aborted, it drops what it had drawn.
 */
export async function* judgeInOrder<T>(
  pool: Pick<JudgePool, "judge">,
  items: Iterable<T> | AsyncIterable<T>,
  inputOf: (item: T) => JudgeInput,
  { signal, ahead = 256 }: JudgeInOrderOptions = {},
): AsyncGenerator<readonly [T, Judgement]> {
  const left = new AbortController();
  const stop = signal ? AbortSignal.any([signal, left.signal]) : left.signal;
  const drawn: { readonly item: T; readonly judgement: Promise<Judgement> }[] = [];
  try {
    for await (const item of items) {
      const judgement = pool.judge(inputOf(item), stop);
      judgement.catch(() => {}); // told to whoever awaits it
      drawn.push({ item, judgement });
      if (drawn.length < ahead) continue;
      const first = drawn.shift();
      if (first) yield [first.item, await first.judgement];
    }
    for (const { item, judgement } of drawn) yield [item, await judgement];
  } finally {
    left.abort();
  }
}
