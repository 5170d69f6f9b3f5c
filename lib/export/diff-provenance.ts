import type { ProvenanceLine } from "./provenance-line.ts";

/** What may differ in a row that both exports have. */
export const changeNames = ["decision", "turned", "split", "value", "label"] as const;
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
export function rowIdentity({ kind, role, treeId, nodeIds, isPair }: ProvenanceLine): string {
  const ids = nodeIds.length === 0 ? [treeId] : isPair ? nodeIds.toSorted() : nodeIds;
  return [kind, role ?? "", ...ids].join(" ");
}

/** What differs between two rows of one identity; nothing of file and line, which any row before them moves. */
export function changesBetween(a: ProvenanceLine, b: ProvenanceLine): ChangeName[] {
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

type Open = () => AsyncIterable<ProvenanceLine>;

/** Rows of the first export that are in memory at a time, some 30 MB. */
const rowsAtOnce = 50_000;

/**
 * The rows of two exports by identity, whatever their order. Memory is flat: both are read once for every `atOnce` rows of
 * the first, which must give the same lines each time. Rows of one export have identities of their own; the second of
 * two alike is passed over.
 */
export async function diffProvenance(
  {
    a,
    b,
    rows,
    first,
  }: { readonly a: Open; readonly b: Open; readonly rows: number; readonly first: number },
  atOnce = rowsAtOnce,
): Promise<ProvenanceDiff> {
  const parts = Math.max(1, Math.ceil(rows / atOnce));
  const counts: Record<string, Record<string, Record<keyof RowCounts, number>>> = {};
  const changes = Object.fromEntries(changeNames.map((name) => [name, 0])) as Record<ChangeName, number>;
  const lists = { added: keepFirst(first), removed: keepFirst(first), changed: keepFirst<ChangedRow>(first) };
  const count = ({ kind, role }: ProvenanceLine, state: keyof RowCounts): void => {
    const byRole = (counts[kind] ??= {});
    (byRole[role ?? ""] ??= { added: 0, removed: 0, changed: 0, same: 0 })[state] += 1;
  };
  for (let part = 0; part < parts; part++) {
    const left = new Map<string, { readonly line: ProvenanceLine; readonly at: number }>();
    let at = 0;
    for await (const line of a()) {
      const identity = rowIdentity(line);
      if (partOf(identity, parts) === part && !left.has(identity)) left.set(identity, { line, at });
      at += 1;
    }
    const seen = new Set<string>();
    at = 0;
    for await (const line of b()) {
      const place = at++;
      const identity = rowIdentity(line);
      if (partOf(identity, parts) !== part || seen.has(identity)) continue;
      seen.add(identity);
      const before = left.get(identity);
      left.delete(identity);
      if (!before) {
        count(line, "added");
        lists.added.keep(place, line);
        continue;
      }
      const differs = changesBetween(before.line, line);
      for (const name of differs) changes[name] += 1;
      count(line, differs.length > 0 ? "changed" : "same");
      if (differs.length > 0) lists.changed.keep(before.at, { a: before.line, b: line, changes: differs });
    }
    for (const { line, at: place } of left.values()) {
      count(line, "removed");
      lists.removed.keep(place, line);
    }
  }
  return {
    counts,
    changes,
    added: lists.added.kept(),
    removed: lists.removed.kept(),
    changed: lists.changed.kept(),
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
