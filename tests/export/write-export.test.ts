import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { outputsOf, type Candidate } from "../../lib/export/candidate.ts";
import { previewExport } from "../../lib/export/preview-export.ts";
import type { SettledRecipe } from "../../lib/export/settle-recipe.ts";
import { writeExport } from "../../lib/export/write-export.ts";
import { writeZip } from "../../lib/export/write-zip.ts";
import { readData } from "./read-data.ts";
import { parseLines, readZip } from "./read-zip.ts";
import { anyCandidates, anyRecipe, dpoOf, recipeOf, runFacts, sftOf, streamOf } from "./samples.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "malthouse-export-"));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

async function build(candidates: readonly Candidate[], recipe: SettledRecipe, name = "one.zip") {
  const target = path.join(folder, name);
  const written = await writeExport({ recipe, runs: [runFacts], open: () => streamOf(candidates), target });
  const bytes = await readFile(target);
  return { ...written, bytes, zip: readZip(bytes) };
}

const some = [
  sftOf("s1", { reasoning: "because" }),
  sftOf("s2", { question: "3 + 3?", role: "asker" }),
  dpoOf(["c1", "r1"], { margin: [2, 3], decision: "swap" }),
  dpoOf(["c2", "r2"], { decision: "reject" }),
  dpoOf(["c3", "r3"], { question: "3 + 3?" }),
];

test("writeExport(trl) writes exactly prompt and completion, or prompt, chosen and rejected", async () => {
  const { zip } = await build(some, recipeOf());
  const prompt = [{ role: "user", content: "Answer: 2 + 2?" }];
  expect(parseLines(zip.get("data/sft_closer_train.jsonl"))).toEqual([
    { prompt, completion: [{ role: "assistant", content: "text of s1" }] },
  ]);
  expect(parseLines(zip.get("data/dpo_closer_train.jsonl"))[0]).toEqual({
    prompt,
    chosen: [{ role: "assistant", content: "text of r1" }],
    rejected: [{ role: "assistant", content: "text of c1" }],
  });
  expect([...zip.keys()]).toEqual([
    "README.md",
    "data/dpo_closer_train.jsonl",
    "data/sft_asker_train.jsonl",
    "data/sft_closer_train.jsonl",
    "loader/check_prompt.py",
    "loader/load_trl.py",
    "loader/train_trl.py",
    "manifest.json",
    "provenance.jsonl",
  ]);
});

test("writeExport(openai) writes exactly messages, or input, preferred_output and non_preferred_output", async () => {
  const { zip } = await build(some, recipeOf({ format: "openai", reasoning: "think_tags" }));
  const messages = [{ role: "user", content: "Answer: 2 + 2?" }];
  expect(parseLines(zip.get("data/sft_closer_train.jsonl"))).toEqual([
    { messages: [...messages, { role: "assistant", content: "<think>\nbecause\n</think>\n\ntext of s1" }] },
  ]);
  expect(parseLines(zip.get("data/dpo_closer_train.jsonl"))[0]).toEqual({
    input: { messages },
    preferred_output: [{ role: "assistant", content: "text of r1" }],
    non_preferred_output: [{ role: "assistant", content: "text of c1" }],
  });
});

test("writeExport(reasoning: field) gives every row a thinking text, so that all have one type", async () => {
  const { zip } = await build(
    [sftOf("a", { reasoning: "because" }), sftOf("b")],
    recipeOf({ reasoning: "field" }),
  );
  expect(parseLines(zip.get("data/sft_closer_train.jsonl")).map((row) => row["completion"])).toEqual([
    [{ role: "assistant", content: "text of a", thinking: "because" }],
    [{ role: "assistant", content: "text of b", thinking: "" }],
  ]);
});

test("writeExport(swapped pair) names what was exported in provenance", async () => {
  const { zip } = await build(some, recipeOf());
  expect(parseLines(zip.get("provenance.jsonl"))[2]).toEqual({
    file: "data/dpo_closer_train.jsonl",
    row: 0,
    kind: "dpo",
    role: "closer",
    split: "train",
    runId: "r1",
    treeId: "t 2 + 2?",
    questionId: "q 2 + 2?",
    chosenNodeId: "r1",
    rejectedNodeId: "c1",
    chosenValue: 1 - 2 / 3,
    rejectedValue: 1,
    decision: "swap",
  });
});

test("writeExport(…) stamps every file with 1980 and no field that a time zone moves", async () => {
  const { bytes } = await build(some, recipeOf());
  const directory = bytes.readUInt32LE(bytes.length - 6);
  const [time, date, extraLength] = [12, 14, 30].map((offset) => bytes.readUInt16LE(directory + offset));
  expect({ time, date, extraLength }).toEqual({ time: 0, date: (1 << 5) | 1, extraLength: 0 });
});

test("writeExport(nothing left) still writes card, manifest and an empty provenance", async () => {
  const { zip, manifest, files } = await build([], recipeOf());
  expect([...zip.keys()]).toEqual(["README.md", "loader/load_trl.py", "manifest.json", "provenance.jsonl"]);
  expect(manifest.problems[0]).toMatchObject({
    level: "error",
    message: expect.stringContaining("No row is left"),
  });
  expect(files.find((file) => file.path === "provenance.jsonl")).toMatchObject({ rows: 0, bytes: 0 });
});

test("writeExport(simulated run) says so in card and manifest", async () => {
  const { zip, manifest } = await build(some, recipeOf());
  expect(zip.get("README.md")?.toString()).toMatch(/\*\*Simulated\.\*\*/);
  expect(zip.get("README.md")?.toString()).toContain("sums \\| more");
  expect(manifest.isSimulated).toBe(true);
});

test("writeExport(source that breaks) leaves nothing behind", async () => {
  async function* broken(): AsyncGenerator<Candidate> {
    yield sftOf("a");
    throw new Error("store closed");
  }
  const target = path.join(folder, "broken.zip");
  await expect(writeExport({ recipe: recipeOf(), runs: [runFacts], open: broken, target })).rejects.toThrow(
    "store closed",
  );
  expect((await readdir(folder)).filter((name) => name.startsWith("broken"))).toEqual([]);
});

test("writeExport(aborted) stops with the signal's reason and leaves nothing behind", async () => {
  const target = path.join(folder, "aborted.zip");
  const stop = new AbortController();
  const onRow = (): void => stop.abort(new Error("cancelled"));
  await expect(
    writeExport({
      recipe: recipeOf(),
      runs: [runFacts],
      open: () => streamOf(some),
      target,
      signal: stop.signal,
      onRow,
    }),
  ).rejects.toThrow("cancelled");
  expect((await readdir(folder)).filter((name) => name.startsWith("aborted"))).toEqual([]);
});

test("writeExport(any candidates, any recipe): same bytes twice, true sums, a true provenance line for each row, counts as previewed", async () => {
  await fc.assert(
    fc.asyncProperty(anyCandidates, anyRecipe, async (candidates, recipe) => {
      const [one, two] = [await build(candidates, recipe), await build(candidates, recipe, "two.zip")];
      expect(one.bytes.equals(two.bytes)).toBe(true);
      expect(one.files.map((file) => [file.path, file.sha256])).toEqual(
        [...one.zip].map(([name, bytes]) => [name, createHash("sha256").update(bytes).digest("hex")]),
      );

      const texts = new Map(candidates.flatMap(outputsOf).map((each) => [each.nodeId, each.text]));
      const provenance = parseLines(one.zip.get("provenance.jsonl"));
      const rows = new Map<string, Record<string, unknown>[]>();
      for (const [name, bytes] of one.zip)
        if (name.startsWith("data/")) rows.set(name, await readData(name, bytes));
      expect(provenance).toHaveLength([...rows.values()].reduce((sum, each) => sum + each.length, 0));
      for (const line of provenance) {
        const row = rows.get(String(line["file"]))?.[Number(line["row"])];
        const ids = ["dpo", "reward"].includes(String(line["kind"]))
          ? [line["chosenNodeId"], line["rejectedNodeId"]]
          : [line["nodeId"]].flat().filter((id) => id !== null);
        for (const id of ids)
          expect(JSON.stringify(row)).toContain(JSON.stringify(texts.get(String(id))).slice(1, -1));
      }

      const preview = await previewExport({ recipe, runs: [runFacts], open: () => streamOf(candidates) });
      expect(preview.dropped).toEqual(one.manifest.dropped);
      expect(preview.counts).toEqual(one.manifest.counts);
      expect(preview.problems.map(({ level, message }) => ({ level, message }))).toEqual(
        one.manifest.problems,
      );
      expect(
        provenance.filter(
          (line) => line["kind"] === "dpo" && line["split"] === "train" && line["role"] === "closer",
        ),
      ).toHaveLength(preview.counts.dpo?.["closer"]?.train ?? 0);
    }),
    { numRuns: 40 },
  );
});

test("writeZip(aborted) stops with the signal's reason and leaves nothing behind", async () => {
  const source = path.join(folder, "source.txt");
  await writeFile(source, "text");
  const reason = new Error("the server stops");
  const target = path.join(folder, "stopped.zip");
  await expect(writeZip([{ path: "a.txt", source }], target, AbortSignal.abort(reason))).rejects.toBe(reason);
  expect((await readdir(folder)).filter((name) => name.startsWith("stopped"))).toEqual([]);
});
