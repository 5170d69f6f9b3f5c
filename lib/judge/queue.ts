export type Queue<T> = {
  put(item: T): void;
  /** Before all others, in the order given. */
  putBack(items: readonly T[]): void;
  take(): T | undefined;
  size(): number;
  /** Empties it; what was in it, in order. */
  clear(): T[];
};

/** First in, first out; taking costs the same however long it is. */
export function createQueue<T>(): Queue<T> {
  let items: T[] = [];
  let taken = 0;
  return {
    put: (item) => {
      items.push(item);
    },
    putBack: (again) => {
      items = [...again, ...items.slice(taken)];
      taken = 0;
    },
    take: () => {
      if (taken === items.length) return undefined;
      const item = items[taken];
      taken += 1;
      if (taken >= 1_024 && taken * 2 >= items.length) [items, taken] = [items.slice(taken), 0];
      return item;
    },
    size: () => items.length - taken,
    clear: () => {
      const rest = items.slice(taken);
      [items, taken] = [[], 0];
      return rest;
    },
  };
}
