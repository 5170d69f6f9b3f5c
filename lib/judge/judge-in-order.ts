import type { JudgeInput, Judgement } from "./judgement.ts";
import type { JudgePool } from "./pool.ts";

export type JudgeInOrderOptions = {
  readonly signal?: AbortSignal;
  /** Items drawn and not yet given out, at most. */
  readonly ahead?: number;
};

type Chunk<T> = { readonly items: readonly T[]; readonly judgements: Promise<Judgement[]> };

const chunksAhead = 4;

/**
 * Judges any number of items and gives each out with its judgement, in their order. Holds at most `ahead` (256) of
 * them, so a source that reads from a file or a store is never in memory as a whole, and a text judged by someone else
 * meanwhile waits behind few. Left early or aborted, it drops what it had drawn.
 */
export async function* judgeInOrder<T>(
  pool: Pick<JudgePool, "judgeMany">,
  items: Iterable<T> | AsyncIterable<T>,
  inputOf: (item: T) => JudgeInput,
  { signal, ahead = 256 }: JudgeInOrderOptions = {},
): AsyncGenerator<readonly [T, Judgement]> {
  const left = new AbortController();
  const stop = signal ? AbortSignal.any([signal, left.signal]) : left.signal;
  const drawn: Chunk<T>[] = [];
  let next: T[] = [];

  const ask = () => {
    const judgements = pool.judgeMany(next.map(inputOf), stop);
    judgements.catch(() => {}); // told to whoever awaits it
    drawn.push({ items: next, judgements });
    next = [];
  };
  async function* giveFirst() {
    const first = drawn.shift();
    const judgements = await first?.judgements;
    for (const [index, item] of first?.items.entries() ?? []) {
      const judgement = judgements?.[index];
      if (judgement) yield [item, judgement] as const;
    }
  }

  try {
    for await (const item of items) {
      next.push(item);
      if (next.length * chunksAhead < ahead) continue;
      ask();
      if (drawn.length === chunksAhead) yield* giveFirst();
    }
    if (next.length > 0) ask();
    while (drawn.length > 0) yield* giveFirst();
  } finally {
    left.abort();
  }
}
