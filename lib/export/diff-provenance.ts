import type { ProvenanceLine } from "./provenance-line.ts";

/** What may differ in a row that both exports have. */
const changeNames = ["decision", "turned", "split", "value", "label"] as const;
export type ChangeName = (typeof changeNames)[number];

export type RowCounts = {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly same: number;
};
/** A row of both; `turned` where chosen and rejected have changed places. */
export type ChangedRow = {
  readonly a: ProvenanceLine;
  readonly b: ProvenanceLine;
  readonly changes: readonly ChangeName[];
};
export type ProvenanceDiff = {
  /** By kind, then role; whole trees stand under the role "". */
  readonly counts: Readonly<Record<string, Readonly<Record<string, RowCounts>>>>;
  /** Rows by what has changed in them; a row may have several. */
  readonly changes: Readonly<Record<ChangeName, number>>;
  /** The first so many, `added` in the order of the second export, the others in that of the first. */
  readonly added: readonly ProvenanceLine[];
  readonly removed: readonly ProvenanceLine[];
  readonly changed: readonly ChangedRow[];
};

/**
 * What stands for a row whatever file and line it is in: its kind, its role and its nodes, chosen and rejected in either
 * order; of a question, or a whole tree, the tree.
 */
function rowIdentity({ kind, role, treeId, nodeIds, isPair }: ProvenanceLine): string {
  const ids = nodeIds.length === 0 ? [treeId] : isPair ? nodeIds.toSorted() : nodeIds;
  return [kind, role ?? "", ...ids].join(" ");
}

/** What differs between two rows of one identity; nothing of file and line, which any row before them moves. */
function changesBetween(a: ProvenanceLine, b: ProvenanceLine): ChangeName[] {
  const isTurned = a.isPair && a.nodeIds[0] !== b.nodeIds[0];
  const values = isTurned ? b.values.toReversed() : b.values;
  const differs: Record<ChangeName, boolean> = {
    decision: a.decision !== b.decision,
    turned: isTurned,
    split: a.split !== b.split,
    value: String(a.values) !== String(values),
    // An export of an older version tells none.
    label: a.labels !== null && b.labels !== null && String(a.labels) !== String(b.labels),
  };
  return changeNames.filter((name) => differs[name]);
}

type Source = {
  /** The same lines each time; no two of one identity. */
  readonly open: () => AsyncIterable<ProvenanceLine>;
  /** How many lines there are, for the pace at which the two are read. */
  readonly rows: number;
};
type Waiting = Map<string, { readonly line: ProvenanceLine; readonly at: number }>;

/** Rows that wait for their like at a time, some 100 MB. */
const mostWaiting = 200_000;

/**
 * The rows of two exports by identity, whatever their order. Memory is flat: they are read side by side, and a row waits
 * until its like comes by, which in exports of the same runs is soon. Where more than `most` wait, they are read again in
 * as many parts as it takes, by a hash of the identity. The first `first` rows of each difference are given.
 */
export async function diffProvenance(
  { a, b, first }: { readonly a: Source; readonly b: Source; readonly first: number },
  most = mostWaiting,
): Promise<ProvenanceDiff> {
  const book = startBook(first);
  if (await readPart([a, b], book, { part: 0, parts: 1, most })) return book.finish();
  const parts = Math.ceil((2 * (a.rows + b.rows)) / most);
  const anew = startBook(first);
  for (let part = 0; part < parts; part++)
    await readPart([a, b], anew, { part, parts, most: Number.POSITIVE_INFINITY });
  return anew.finish();
}

/** Books the rows of one part; false as soon as more than `most` wait. */
async function readPart(
  sources: readonly [Source, Source],
  book: Book,
  { part, parts, most }: { readonly part: number; readonly parts: number; readonly most: number },
): Promise<boolean> {
  const waiting: [Waiting, Waiting] = [new Map(), new Map()];
  const readers = sources.map(({ open }) => open()[Symbol.asyncIterator]());
  const counts = [0, 0];
  const isDone = [false, false];
  try {
    while (!isDone[0] || !isDone[1]) {
      const side = sideToRead(sources, counts, isDone);
      const next = await readers[side]?.next();
      if (!next || next.done === true) {
        isDone[side] = true;
        continue;
      }
      const at = counts[side] ?? 0;
      counts[side] = at + 1;
      const identity = rowIdentity(next.value);
      if (partOf(identity, parts) !== part) continue;
      const [own, other] = side === 0 ? waiting : [waiting[1], waiting[0]];
      const like = other.get(identity);
      if (!like) {
        own.set(identity, { line: next.value, at });
        if (own.size + other.size > most) return false;
        continue;
      }
      other.delete(identity);
      if (side === 0) book.both({ a: next.value, b: like.line }, at);
      else book.both({ a: like.line, b: next.value }, like.at);
    }
  } finally {
    await Promise.all(readers.map(async (reader) => await reader.return?.()));
  }
  for (const { line, at } of waiting[0].values()) book.removed(line, at);
  for (const { line, at } of waiting[1].values()) book.added(line, at);
  return true;
}

/** The one that is less far on its way. */
function sideToRead(
  [a, b]: readonly [Source, Source],
  [readA = 0, readB = 0]: readonly number[],
  [isADone, isBDone]: readonly boolean[],
): 0 | 1 {
  if (isADone) return 1;
  if (isBDone) return 0;
  return readA * Math.max(1, b.rows) <= readB * Math.max(1, a.rows) ? 0 : 1;
}

type Book = ReturnType<typeof startBook>;

function startBook(first: number) {
  const counts: Record<string, Record<string, Record<keyof RowCounts, number>>> = {};
  const changes = Object.fromEntries(changeNames.map((name) => [name, 0])) as Record<ChangeName, number>;
  const lists = { added: keepFirst(first), removed: keepFirst(first), changed: keepFirst<ChangedRow>(first) };
  const count = ({ kind, role }: ProvenanceLine, state: keyof RowCounts): void => {
    const byRole = (counts[kind] ??= {});
    (byRole[role ?? ""] ??= { added: 0, removed: 0, changed: 0, same: 0 })[state] += 1;
  };
  return {
    added(line: ProvenanceLine, at: number): void {
      count(line, "added");
      lists.added.keep(at, line);
    },
    removed(line: ProvenanceLine, at: number): void {
      count(line, "removed");
      lists.removed.keep(at, line);
    },
    both({ a, b }: Pick<ChangedRow, "a" | "b">, at: number): void {
      const differs = changesBetween(a, b);
      for (const name of differs) changes[name] += 1;
      count(b, differs.length > 0 ? "changed" : "same");
      if (differs.length > 0) lists.changed.keep(at, { a, b, changes: differs });
    },
    finish: (): ProvenanceDiff => ({
      counts,
      changes,
      added: lists.added.kept(),
      removed: lists.removed.kept(),
      changed: lists.changed.kept(),
    }),
  };
}

/** FNV-1a over UTF-16 units: the same part in both exports. */
function partOf(text: string, parts: number): number {
  if (parts === 1) return 0;
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % parts;
}

/** The `most` with the least places, in their order. */
function keepFirst<Item = ProvenanceLine>(most: number) {
  let items: { place: number; item: Item }[] = [];
  const cut = (): void => {
    items = items.toSorted((x, y) => x.place - y.place).slice(0, most);
  };
  return {
    keep(place: number, item: Item): void {
      items.push({ place, item });
      if (items.length > 2 * most + 100) cut();
    },
    kept(): Item[] {
      cut();
      return items.map(({ item }) => item);
    },
  };
}
