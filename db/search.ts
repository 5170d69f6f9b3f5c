import { and, eq, gt, inArray, lt, notExists, sql, type SQL } from "drizzle-orm";
import type { Store, Tx } from "./client.ts";

/** More of a text than this is not indexed; PostgreSQL refuses a word list above 1 MB. */
const indexedChars = 100_000;
const nodesPerBatch = 100;
const snippetChars = 160;

/**
 * A text as words that both dialects split alike: letters and digits, lower case, without accents, one blank
 * between. Pure, so that the index and the query meet.
 */
export function searchableWords(text: string): string {
  // Cut again: one character may unfold into eighteen.
  const plain = text
    .slice(0, indexedChars)
    .normalize("NFKD")
    .slice(0, indexedChars)
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}

/**
 * Indexes the nodes of a run that came since the last time, a batch a transaction: writing a completion never waits
 * for this and never fails by it. Stops after a batch once `isStopped` says so. Returns how many it added.
 */
export async function indexNew(
  store: Store,
  runId: string,
  isStopped: () => boolean = () => false,
): Promise<number> {
  const { trees } = store.t;
  const behind = await store.db
    .select({ id: trees.id })
    .from(trees)
    .where(and(eq(trees.runId, runId), lt(trees.searchedNodes, trees.nodesDone)));
  let added = 0;
  for (const { id } of behind) {
    while (!isStopped()) {
      const batch = await store.transaction((tx) => indexBatch(tx, id));
      added += batch;
      if (batch < nodesPerBatch) break;
    }
  }
  return added;
}

async function indexBatch(tx: Tx, treeId: string): Promise<number> {
  const { nodes, trees, searchEntries } = tx.t;
  const [tree] = await tx.db.select({ nodesDone: trees.nodesDone }).from(trees).where(eq(trees.id, treeId));
  if (!tree) return 0;
  const fresh = await tx.db
    .select({ nodeId: nodes.id, treeId: nodes.treeId, runId: nodes.runId, text: nodes.text })
    .from(nodes)
    .where(
      and(
        eq(nodes.treeId, treeId),
        notExists(
          tx.db
            .select({ one: sql`1` })
            .from(searchEntries)
            .where(eq(searchEntries.nodeId, nodes.id)),
        ),
      ),
    )
    .limit(nodesPerBatch);
  const made =
    fresh.length === 0
      ? []
      : await tx.db
          .insert(searchEntries)
          .values(fresh.map(({ text: _, ...entry }) => entry))
          .onConflictDoNothing()
          .returning({ id: searchEntries.id, nodeId: searchEntries.nodeId });
  const words = new Map(fresh.map((node) => [node.nodeId, searchableWords(node.text)]));
  if (made.length > 0)
    await writeWords(
      tx,
      made.map(({ id, nodeId }) => [id, words.get(nodeId) ?? ""]),
    );
  if (fresh.length < nodesPerBatch) {
    await tx.db.update(trees).set({ searchedNodes: tree.nodesDone }).where(eq(trees.id, treeId));
  }
  return fresh.length;
}

async function writeWords(tx: Tx, entries: readonly (readonly [id: number, words: string])[]): Promise<void> {
  const rows = sql.join(
    entries.map(([id, words]) => sql`(cast(${id} as bigint), cast(${words} as text))`),
    sql`, `,
  );
  await tx.run(
    tx.dialect === "sqlite"
      ? sql`insert into search_words(rowid, words) values ${rows}`
      : sql`update search_entries set words = strip(to_tsvector('simple', fresh.words))
            from (values ${rows}) as fresh(id, words) where search_entries.id = fresh.id`,
  );
}

/** Whether an entry holds all the words. */
function holds(tx: Tx, words: string): SQL {
  const { searchEntries } = tx.t;
  if (tx.dialect === "pg") return sql`search_entries.words @@ plainto_tsquery('simple', ${words})`;
  const quoted = words
    .split(" ")
    .map((word) => `"${word}"`)
    .join(" ");
  return sql`${searchEntries.id} in (select rowid from search_words where search_words match ${quoted})`;
}

/** A subquery of the ids of trees with a completion that holds all the words; any text is safe, one without words finds none. */
export function treesWithWords(tx: Tx, runId: string, text: string): SQL {
  const { searchEntries } = tx.t;
  const words = searchableWords(text);
  if (words === "") return sql`(select null where 1 = 0)`;
  return sql`(select ${searchEntries.treeId} from ${searchEntries} where ${searchEntries.runId} = ${runId} and ${holds(tx, words)})`;
}

export type SearchHit = { readonly treeId: string; readonly nodeId: string; readonly snippet: string };

/**
 * Completions of a run that hold all the words (whole words; case and accents are folded), in tree and path order,
 * with a snippet around the first word. Finds what indexNew has indexed. Any text is safe.
 */
export async function searchTexts(
  store: Tx,
  runId: string,
  text: string,
  { limit, treeIds }: { limit: number; treeIds?: readonly string[] },
): Promise<SearchHit[]> {
  const { nodes, searchEntries, trees } = store.t;
  const words = searchableWords(text);
  if (words === "" || treeIds?.length === 0) return [];
  const rows = await store.db
    .select({ treeId: nodes.treeId, nodeId: nodes.id, text: nodes.text })
    .from(searchEntries)
    .innerJoin(nodes, eq(nodes.id, searchEntries.nodeId))
    .innerJoin(trees, eq(trees.id, searchEntries.treeId))
    .where(
      and(
        eq(searchEntries.runId, runId),
        treeIds ? inArray(searchEntries.treeId, [...treeIds]) : undefined,
        gt(trees.searchedNodes, -1),
        holds(store, words),
      ),
    )
    .orderBy(trees.position, nodes.pathKey)
    .limit(limit);
  return rows.map((row) => ({
    treeId: row.treeId,
    nodeId: row.nodeId,
    snippet: snippetOf(row.text, words.split(" ")),
  }));
}

/** A piece of a text around the first of the words, on one line, "…" where it is cut. */
export function snippetOf(text: string, words: readonly string[]): string {
  let start = 0;
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (words.includes(searchableWords(match[0]))) {
      start = match.index;
      break;
    }
  }
  const from = Math.max(0, start - snippetChars / 4);
  const piece = text
    .slice(from, from + snippetChars)
    .toWellFormed()
    .replaceAll("\uFFFD", "")
    .replace(/\s+/g, " ")
    .trim();
  return `${from > 0 ? "…" : ""}${piece}${from + snippetChars < text.length ? "…" : ""}`;
}
