import fc from "fast-check";
import { count } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Store } from "../../db/client.ts";
import { insertGroup } from "../../db/queries/insert-group.ts";
import { listTrees } from "../../db/queries/list-trees.ts";
import { deleteRun } from "../../db/queries/runs.ts";
import { indexNew, searchableWords, searchTexts, snippetOf } from "../../db/search.ts";
import { describeStores } from "../support/stores.ts";
import { nodeOf, noSpend, storeRun } from "./stored-run.ts";

async function storeTexts(store: Store, texts: readonly string[]) {
  const { run, treeIds } = await storeRun(store, { questions: 2, run: { status: "completed" } });
  const nodes = texts.map((text, index) => nodeOf(run.id, `${index + 1}`, { text }));
  await insertGroup(store, { treeId: treeIds[0]!, nodes, spend: noSpend });
  await insertGroup(store, {
    treeId: treeIds[1]!,
    nodes: [nodeOf(run.id, "1", { text: "nothing to see" })],
    spend: noSpend,
  });
  return { run, treeIds };
}

describeStores("search", (open) => {
  test("searchTexts(words) finds whole words in any order, case and accents folded, and listTrees(text) their trees", async () => {
    const store = await open();
    const texts = [
      "The Émigré’s fee is 3.14 dollars.",
      "fees and emigres",
      "x_1 = foo-bar; see http://a.b/c",
      "数学 は 楽しい",
      "",
    ];
    const { run, treeIds } = await storeTexts(store, texts);
    expect(await searchTexts(store, run.id, "fee", { limit: 9 })).toEqual([]);
    expect(await indexNew(store, run.id)).toBe(6);
    expect(await indexNew(store, run.id)).toBe(0);
    const found = async (words: string) => {
      const hits = await searchTexts(store, run.id, words, { limit: 9 });
      return hits.map((hit) => hit.snippet);
    };
    expect(await found("FEE emigre")).toEqual([texts[0]]);
    expect(await found("dollars 14 3")).toEqual([texts[0]]);
    expect(await found("foo")).toEqual([texts[2]]);
    expect(await found("bar-foo")).toEqual([texts[2]]);
    expect(await found("数学")).toEqual([texts[3]]);
    expect(await found("fe")).toEqual([]);
    expect(await found("...")).toEqual([]);
    expect((await listTrees(store, run.id, { text: "fee", limit: 9 })).items.map((tree) => tree.id)).toEqual([
      treeIds[0],
    ]);
    expect((await listTrees(store, run.id, { text: "***", limit: 9 })).total).toBe(0);
    expect(await searchTexts(store, run.id, "nothing", { limit: 9, treeIds: [treeIds[0]!] })).toEqual([]);
    expect(await searchTexts(store, run.id, "nothing", { limit: 9, treeIds })).toMatchObject([
      { treeId: treeIds[1] },
    ]);
    expect(await searchTexts(store, "another", "nothing", { limit: 9 })).toEqual([]);
  });

  test("any text is a safe query, and a text is found by its own words", async () => {
    const store = await open();
    const { run } = await storeTexts(store, ["plain"]);
    await indexNew(store, run.id);
    const treeIds = (await listTrees(store, run.id, { limit: 9 })).items.map((tree) => tree.id);
    let path = 10;
    const nasty = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 30 }),
      fc.constantFrom(
        '"',
        "a AND",
        "NEAR(a b)",
        "a*",
        "'; drop table nodes; --",
        "text:a",
        "^a",
        "a & | !b",
        "(",
        "\\",
        "1e5 -3.5",
        "a_b",
        "½ ﬁ ß İ",
      ),
    );
    await fc.assert(
      fc.asyncProperty(nasty, async (text) => {
        await insertGroup(store, {
          treeId: treeIds[0]!,
          nodes: [nodeOf(run.id, `${path++}`, { text })],
          spend: noSpend,
        });
        await indexNew(store, run.id);
        const hits = await searchTexts(store, run.id, text, { limit: 500 });
        if (searchableWords(text) === "") expect(hits).toEqual([]);
        else expect(hits.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  test("a huge text is stored whole, indexed at its beginning, and never fails an insert", async () => {
    const store = await open();
    const words = Array.from({ length: 400_000 }, (_, index) => `w${index.toString(36)}`).join(" ");
    const { run } = await storeTexts(store, [`needle ${words} haystack`, "数".repeat(2_000_000)]);
    expect(await indexNew(store, run.id)).toBe(3);
    expect(await searchTexts(store, run.id, "needle", { limit: 9 })).toHaveLength(1);
    expect(await searchTexts(store, run.id, "haystack", { limit: 9 })).toEqual([]);
  });

  test("indexNew(run) takes a text that unfolds to many times its length", async () => {
    const store = await open();
    const words = Array.from(
      { length: 8000 },
      (_, index) => `${index.toString(36).padStart(4, "0")}${"㌖".repeat(7)}`,
    );
    const { run } = await storeTexts(store, [words.join(" "), "needle"]);
    expect(await indexNew(store, run.id)).toBe(3);
    expect(await searchTexts(store, run.id, "needle", { limit: 9 })).toHaveLength(1);
  });

  test("a deleted run leaves no word behind", async () => {
    const store = await open();
    const { run } = await storeTexts(store, ["gone"]);
    await indexNew(store, run.id);
    await deleteRun(store, run.id);
    const [rows] = await store.db.select({ rows: count() }).from(store.t.searchEntries);
    expect(rows?.rows).toBe(0);
    const again = await storeRun(store, { name: "again", questions: 1 });
    await insertGroup(store, {
      treeId: again.treeIds[0]!,
      nodes: [nodeOf(again.run.id, "1", { text: "new" })],
      spend: noSpend,
    });
    await indexNew(store, again.run.id);
    expect(await searchTexts(store, again.run.id, "gone", { limit: 9 })).toEqual([]);
    expect(await searchTexts(store, again.run.id, "new", { limit: 9 })).toHaveLength(1);
  });
});

test("snippetOf(text, words) stands around the first word, on one line, without half a character", () => {
  const text = `${"before ".repeat(30)}\n\nNeedle ${"\u{1f600}".repeat(200)}`;
  const snippet = snippetOf(text, ["needle"]);
  expect(snippet).toMatch(/^….*Needle .*…$/u);
  expect(snippet).not.toContain("\n");
  expect(snippet.isWellFormed()).toBe(true);
  expect(snippetOf("short", ["none"])).toBe("short");
});
