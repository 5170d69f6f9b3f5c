/** Where work stands in the queue: smaller first, compared from left to right. */
export type Priority = readonly number[];

function isBefore(a: Priority, b: Priority): boolean {
  for (let index = 0; index < a.length; index++) {
    const [left, right] = [a[index] ?? 0, b[index] ?? 0];
    if (left !== right) return left < right;
  }
  return false;
}

export type ReadyQueue<Item> = {
  readonly size: number;
  add(item: Item, priority: Priority): void;
  /** The first item that may start now, taken out; undefined when none may. */
  take(mayStart?: (item: Item) => boolean): Item | undefined;
  removeWhere(isGone: (item: Item) => boolean): void;
};

/** A binary heap; adding and taking cost O(log n), skipping what may not start costs as much for each skipped one. */
export function createReadyQueue<Item>(): ReadyQueue<Item> {
  type Entry = { readonly item: Item; readonly priority: Priority };
  let heap: Entry[] = [];

  const rise = (start: number) => {
    let index = start;
    for (;;) {
      const above = (index - 1) >> 1;
      const [own, parent] = [heap[index], heap[above]];
      if (index === 0 || !own || !parent || !isBefore(own.priority, parent.priority)) return;
      [heap[index], heap[above]] = [parent, own];
      index = above;
    }
  };
  const sink = () => {
    let index = 0;
    for (;;) {
      let least = index;
      for (const child of [2 * index + 1, 2 * index + 2]) {
        const [candidate, best] = [heap[child], heap[least]];
        if (candidate && best && isBefore(candidate.priority, best.priority)) least = child;
      }
      const [own, other] = [heap[index], heap[least]];
      if (least === index || !own || !other) return;
      [heap[index], heap[least]] = [other, own];
      index = least;
    }
  };
  const push = (entry: Entry) => {
    heap.push(entry);
    rise(heap.length - 1);
  };
  const pop = (): Entry | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (first !== last && last) {
      heap[0] = last;
      sink();
    }
    return first;
  };

  return {
    get size() {
      return heap.length;
    },
    add: (item, priority) => push({ item, priority }),
    take(mayStart = () => true) {
      const skipped: Entry[] = [];
      let taken: Entry | undefined;
      while ((taken = pop()) && !mayStart(taken.item)) skipped.push(taken);
      for (const entry of skipped) push(entry);
      return taken?.item;
    },
    removeWhere(isGone) {
      const kept = heap.filter(({ item }) => !isGone(item));
      heap = [];
      for (const entry of kept) push(entry);
    },
  };
}
