import { count } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  createDataset,
  deleteDataset,
  findDatasetBySha,
  getDataset,
  listDatasets,
  type NewDataset,
} from "../../db/queries/datasets.ts";
import { listQuestions, pickQuestions, questionLengths } from "../../db/queries/questions.ts";
import { deleteRun } from "../../db/queries/runs.ts";
import { describeStores } from "../support/stores.ts";
import { questionOf, storeRun } from "./stored-run.ts";

const datasetOf = (change: Partial<NewDataset> = {}): NewDataset => ({
  name: "set",
  task: "gsm8k",
  sha256: "aa",
  fileName: "set.jsonl",
  isSimulated: false,
  questions: Array.from({ length: 5 }, (_, index) => questionOf(index)),
  rejected: [],
  rejectedCount: 0,
  ...change,
});

describeStores("datasets", (open) => {
  test("createDataset(stream) stores what came and reads the rejected lines after the last question", async () => {
    const store = await open();
    const rejected: { line: number; reason: string }[] = [];
    async function* stream() {
      for (let index = 0; index < 2500; index++) {
        yield questionOf(index);
        if (index % 2 === 0) rejected.push({ line: index, reason: "empty" });
      }
    }
    const { dataset, isNew } = await createDataset(
      store,
      datasetOf({ questions: stream(), rejected, rejectedCount: () => rejected.length }),
    );
    expect(isNew).toBe(true);
    expect(dataset).toMatchObject({ questionCount: 2500, rejectedCount: 1250, runCount: 0 });
    expect(dataset.rejected).toHaveLength(1000);
    const page = await listQuestions(store, dataset.id, { limit: 3 });
    expect(page).toMatchObject({
      total: 2500,
      items: [{ position: 0 }, { position: 1 }, { position: 2, meta: { index: 2 } }],
    });
  });

  test("createDataset(the same bytes) gives the first one back and leaves no question of its own", async () => {
    const store = await open();
    const first = await createDataset(store, datasetOf());
    const [second, third] = await Promise.all([
      createDataset(store, datasetOf({ name: "again" })),
      createDataset(store, datasetOf({ name: "and again" })),
    ]);
    expect([second.isNew, third.isNew]).toEqual([false, false]);
    expect(second.dataset.id).toBe(first.dataset.id);
    const [rows] = await store.db.select({ rows: count() }).from(store.t.questions);
    expect(rows?.rows).toBe(5);
  });

  test("createDataset(a stream that breaks, or is empty) leaves nothing, and nobody saw it half written", async () => {
    const store = await open();
    async function* breaking() {
      for (let index = 0; index < 1500; index++) yield questionOf(index);
      expect((await listDatasets(store, { limit: 10 })).items).toEqual([]);
      throw new Error("line 1501 is torn");
    }
    await expect(createDataset(store, datasetOf({ questions: breaking() }))).rejects.toThrow(
      "line 1501 is torn",
    );
    await expect(createDataset(store, datasetOf({ questions: [] }))).rejects.toMatchObject({
      code: "invalid_request",
    });
    const [rows] = await store.db.select({ rows: count() }).from(store.t.questions);
    const [sets] = await store.db.select({ rows: count() }).from(store.t.datasets);
    expect([rows?.rows, sets?.rows]).toEqual([0, 0]);
  });

  test("a text with U+0000 and half a surrogate pair is stored with both replaced, unit for unit", async () => {
    const store = await open();
    const question = {
      text: "a\0b\ud800c",
      gold: "\0",
      task: "custom" as const,
      meta: { "k\0": ["\udc00"] },
    };
    const { dataset } = await createDataset(store, datasetOf({ questions: [question] }));
    const { items } = await listQuestions(store, dataset.id, { limit: 1 });
    expect(items[0]).toMatchObject({
      text: "a\ufffdb\ufffdc",
      gold: "\ufffd",
      meta: { "k\ufffd": ["\ufffd"] },
    });
  });

  test("listDatasets(cursor) of any page size joins to the same list, newest first", async () => {
    const store = await open();
    for (let index = 0; index < 7; index++) {
      const createdAt = new Date(1_700_000_000_000 + Math.floor(index / 2));
      await createDataset(store, datasetOf({ name: `set ${index}`, sha256: `${index}`, createdAt }));
    }
    const whole = (await listDatasets(store, { limit: 500 })).items.map((row) => row.name);
    expect(whole).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `set ${index}`));
    for (const limit of [1, 2, 3, 7]) {
      const joined: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listDatasets(store, { cursor, limit });
        joined.push(...page.items.map((row) => row.name));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(joined).toEqual(whole);
    }
  });

  test("a cursor of another list, or none of ours, is malformed_request", async () => {
    const store = await open();
    const { dataset } = await createDataset(store, datasetOf());
    for (const cursor of ["", "x", "W10", Buffer.from('["a"]').toString("base64url"), "💥"]) {
      await expect(listDatasets(store, { cursor, limit: 1 })).rejects.toMatchObject({
        code: "malformed_request",
      });
      await expect(listQuestions(store, dataset.id, { cursor, limit: 1 })).rejects.toMatchObject({
        code: "malformed_request",
      });
    }
  });

  test("listQuestions(q) finds text and gold, ASCII case folded, wildcards and quotes as they are", async () => {
    const store = await open();
    const texts = ["100% of It's", "100 of its", "a_b", "aXb", 'say "hi"', "ÄPFEL", "äpfel"];
    const questions = texts.map((text) => ({ text, gold: "g", task: "custom" as const, meta: {} }));
    const { dataset } = await createDataset(store, datasetOf({ questions }));
    const found = async (q: string) =>
      (await listQuestions(store, dataset.id, { q, limit: 50 })).items.map((row) => row.text);
    expect(await found("100%")).toEqual(["100% of It's"]);
    expect(await found("IT'S")).toEqual(["100% of It's"]);
    expect(await found("a_b")).toEqual(["a_b"]);
    expect(await found('"HI"')).toEqual(['say "hi"']);
    expect(await found("Ä")).toEqual(["ÄPFEL"]);
    expect(await found("G")).toHaveLength(7);
  });

  test("deleteDataset(id) is refused while a run uses it, and takes the questions along after", async () => {
    const store = await open();
    const { run, datasetId } = await storeRun(store, { run: { status: "completed" } });
    expect(await getDataset(store, datasetId)).toMatchObject({ runCount: 1 });
    await expect(deleteDataset(store, datasetId)).rejects.toMatchObject({ code: "wrong_state" });
    await deleteRun(store, run.id);
    await deleteDataset(store, datasetId);
    await expect(getDataset(store, datasetId)).rejects.toMatchObject({ code: "not_found" });
    expect(await findDatasetBySha(store, "sha of set")).toBeNull();
    const [rows] = await store.db.select({ rows: count() }).from(store.t.questions);
    expect(rows?.rows).toBe(0);
  });

  test("pickQuestions(random) is one order for a seed, cut by offset and limit into disjoint parts", async () => {
    const store = await open();
    const questions = Array.from({ length: 40 }, (_, index) => questionOf(index));
    const { dataset } = await createDataset(store, datasetOf({ questions }));
    const positions = async (pick: Parameters<typeof pickQuestions>[2]) =>
      (await pickQuestions(store, dataset.id, pick)).map((question) => question.position);
    const whole = await positions({ sample: "random", seed: 7 });
    expect(whole.toSorted((a, b) => a - b)).toEqual(questions.map((_, index) => index));
    expect(whole).not.toEqual(await positions({ sample: "random", seed: 8 }));
    expect(whole.slice(0, 5)).toEqual([23, 28, 26, 32, 36]);
    await fc.assert(
      fc.asyncProperty(fc.nat(39), fc.integer({ min: 1, max: 60 }), async (offset, limit) => {
        expect(await positions({ sample: "random", seed: 7, offset, limit })).toEqual(
          whole.slice(offset, offset + limit),
        );
        expect(await positions({ offset, limit })).toEqual(
          questions.map((_, index) => index).slice(offset, offset + limit),
        );
      }),
      { numRuns: 15 },
    );
  });

  test("pickQuestions(ids) keeps their order, each once, and refuses one of another data set", async () => {
    const store = await open();
    const { dataset } = await createDataset(store, datasetOf());
    const all = await pickQuestions(store, dataset.id, {});
    const ids = [3, 1, 3].map((index) => all[index]!.id);
    expect((await pickQuestions(store, dataset.id, { ids })).map((question) => question.position)).toEqual([
      3, 1,
    ]);
    await expect(pickQuestions(store, dataset.id, { ids: ["other"] })).rejects.toMatchObject({
      code: "invalid_request",
    });
    await expect(pickQuestions(store, dataset.id, { offset: 5 })).rejects.toMatchObject({
      code: "invalid_request",
    });
  });

  test("questionLengths(id) is the mean in characters", async () => {
    const store = await open();
    const questions = ["ab", "äöüß"].map((text) => ({ text, gold: "", task: "custom" as const, meta: {} }));
    const { dataset } = await createDataset(store, datasetOf({ questions }));
    expect(await questionLengths(store, dataset.id)).toEqual({ count: 2, meanChars: 3 });
    expect(await questionLengths(store, "none")).toEqual({ count: 0, meanChars: 0 });
  });
});
