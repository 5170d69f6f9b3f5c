import { and, count, eq } from "drizzle-orm";
import { MalthouseError } from "../../lib/core/errors.ts";
import type { Task } from "../../lib/core/tree.ts";
import type { Tx } from "../client.ts";
import { pageOf, type Page } from "../cursor.ts";
import { newId } from "../new-id.ts";
import type { DatasetRow } from "../rows.ts";
import { storable } from "../storable.ts";
import type { Json, RejectedLine, StoredGoldCheck } from "../stored-types.ts";
import { newestFirst, olderThan, placeByAge } from "./newest-first.ts";

export type NewQuestion = {
  readonly text: string;
  readonly gold: string;
  readonly task: Task;
  readonly meta: Json;
  /** In the file, from 1. */
  readonly line?: number | null;
  /** Why no verdict can rest on its gold. */
  readonly goldProblem?: string | null;
};

export type NewDataset = {
  readonly id?: string;
  readonly name: string;
  readonly task: Task;
  /** Of the uploaded bytes, hex. */
  readonly sha256: string;
  readonly fileName: string | null;
  readonly isSimulated: boolean;
  readonly questions: AsyncIterable<NewQuestion> | Iterable<NewQuestion>;
  /** Both are read after the last question, so a parser may go on filling them while it streams. */
  readonly rejected: readonly RejectedLine[];
  readonly rejectedCount: number | (() => number);
  /** By what the golds were read; left out, they were not. */
  readonly goldCheck?: Omit<StoredGoldCheck, "problems">;
  readonly createdAt?: Date;
};

export type DatasetWithRuns = DatasetRow & { readonly runCount: number };

const batchSize = 1000;
/** UTF-16 units of the texts of a batch: a thousand rows of a megabyte would be a gigabyte in one statement. */
const batchLength = 4_000_000;
const rejectedKept = 1000;

/**
 * Stores a data set with its questions in batches; nobody sees it before the last one is in, and a failure leaves
 * nothing. `isNew` is false when the same bytes are here already: then that data set comes back.
 * Throws invalid_request when there is no question at all.
 */
export async function createDataset(
  store: Tx,
  dataset: NewDataset,
): Promise<{ dataset: DatasetWithRuns; isNew: boolean }> {
  const { datasets, questions } = store.t;
  const id = dataset.id ?? newId("dataset");
  await store.db.insert(datasets).values({
    id,
    name: storable(dataset.name),
    task: dataset.task,
    sha256: `unfinished:${id}`,
    fileName: storable(dataset.fileName),
    questionCount: 0,
    rejected: [],
    rejectedCount: 0,
    isSimulated: dataset.isSimulated,
    isReady: false,
    createdAt: dataset.createdAt ?? new Date(),
  });
  try {
    let position = 0;
    let batch: (typeof questions.$inferInsert)[] = [];
    let length = 0;
    let problems = 0;
    const flush = async () => {
      if (batch.length > 0) await store.db.insert(questions).values(batch);
      [batch, length] = [[], 0];
    };
    for await (const question of dataset.questions) {
      batch.push(
        storable({ id: newId("question"), datasetId: id, position: position++, ...picked(question) }),
      );
      if (question.goldProblem) problems += 1;
      length += question.text.length + question.gold.length + JSON.stringify(question.meta).length;
      if (batch.length >= batchSize || length >= batchLength) await flush();
    }
    await flush();
    if (position === 0) {
      throw new MalthouseError(
        "invalid_request",
        `${dataset.fileName ?? dataset.name} holds no question that can be read.`,
      );
    }
    const made = await publish(store, id, dataset, { questionCount: position, problems });
    if (made) return { dataset: made, isNew: true };
  } catch (error) {
    await store.db.delete(datasets).where(eq(datasets.id, id));
    throw error;
  }
  await store.db.delete(datasets).where(eq(datasets.id, id));
  const earlier = await findDatasetBySha(store, dataset.sha256);
  if (!earlier)
    throw new MalthouseError(
      "wrong_state",
      "The same file was deleted while it was uploaded. Upload it again.",
    );
  return { dataset: earlier, isNew: false };
}

const picked = ({ text, gold, task, meta, line = null, goldProblem = null }: NewQuestion) => ({
  text,
  gold,
  task,
  meta,
  line,
  goldProblem,
});

/** Makes a finished upload visible; null when another data set holds the same bytes. */
async function publish(
  store: Tx,
  id: string,
  dataset: NewDataset,
  { questionCount, problems }: { readonly questionCount: number; readonly problems: number },
): Promise<DatasetWithRuns | null> {
  const { datasets } = store.t;
  const { rejectedCount, goldCheck } = dataset;
  if (await findDatasetBySha(store, dataset.sha256)) return null;
  try {
    await store.db
      .update(datasets)
      .set({
        sha256: dataset.sha256,
        questionCount,
        rejected: storable(dataset.rejected.slice(0, rejectedKept)),
        rejectedCount: typeof rejectedCount === "number" ? rejectedCount : rejectedCount(),
        goldCheck: goldCheck ? { ...goldCheck, problems } : null,
        isReady: true,
      })
      .where(eq(datasets.id, id));
  } catch (error) {
    // Two uploads of the same bytes at once: the unique hash lets one through.
    if (await findDatasetBySha(store, dataset.sha256)) return null;
    throw error;
  }
  return await getDataset(store, id);
}

/** The data set of these bytes (SHA-256, hex), or null. */
export async function findDatasetBySha(store: Tx, sha256: string): Promise<DatasetWithRuns | null> {
  const { datasets } = store.t;
  const [row] = await store.db
    .select()
    .from(datasets)
    .where(and(eq(datasets.sha256, sha256), eq(datasets.isReady, true)));
  return row ? { ...row, runCount: await countRunsOf(store, row.id) } : null;
}

/** A data set and how many runs grew over it. Throws not_found. */
export async function getDataset(store: Tx, id: string): Promise<DatasetWithRuns> {
  const { datasets } = store.t;
  const [row] = await store.db
    .select()
    .from(datasets)
    .where(and(eq(datasets.id, id), eq(datasets.isReady, true)));
  if (!row) throw new MalthouseError("not_found", `There is no data set ${id}.`);
  return { ...row, runCount: await countRunsOf(store, id) };
}

/** Newest first. Throws malformed_request on a foreign cursor. */
export async function listDatasets(
  store: Tx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<DatasetWithRuns>> {
  const { datasets, runs } = store.t;
  const rows = await store.db
    .select()
    .from(datasets)
    .where(and(eq(datasets.isReady, true), olderThan(datasets, cursor)))
    .orderBy(...newestFirst(datasets))
    .limit(limit + 1);
  const counts = await store.db
    .select({ id: runs.datasetId, runs: count() })
    .from(runs)
    .where(eq(runs.isDeleted, false))
    .groupBy(runs.datasetId);
  const byId = new Map(counts.map((row) => [row.id, row.runs]));
  return pageOf(
    rows.map((row) => ({ ...row, runCount: byId.get(row.id) ?? 0 })),
    limit,
    placeByAge,
  );
}

/** Deletes a data set and its questions. Throws not_found, or wrong_state while a run uses it. */
export async function deleteDataset(store: Tx, id: string): Promise<void> {
  const { datasets, runs } = store.t;
  const dataset = await getDataset(store, id);
  const message = `A run still uses the data set ${dataset.name}. Delete its runs first.`;
  const [user] = await store.db.select({ id: runs.id }).from(runs).where(eq(runs.datasetId, id)).limit(1);
  if (user) throw new MalthouseError("wrong_state", message);
  try {
    await store.db.delete(datasets).where(eq(datasets.id, id));
  } catch (cause) {
    // A run made in between holds it by its reference.
    if ((await countRunsOf(store, id)) > 0) throw new MalthouseError("wrong_state", message, { cause });
    throw cause;
  }
}

async function countRunsOf(store: Tx, datasetId: string): Promise<number> {
  const { runs } = store.t;
  const [row] = await store.db
    .select({ runs: count() })
    .from(runs)
    .where(and(eq(runs.datasetId, datasetId), eq(runs.isDeleted, false)));
  return row?.runs ?? 0;
}
