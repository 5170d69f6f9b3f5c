import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Store } from "../../db/client.ts";
import { type NewDecision, saveDecisions } from "../../db/queries/decisions.ts";
import { createExport, getExport } from "../../db/queries/exports.ts";
import { insertPromptIds } from "../../db/queries/prompt-ids.ts";
import { deleteRun, updateRun } from "../../db/queries/runs.ts";
import type { ExportRow } from "../../db/rows.ts";
import type { StandingVerdict } from "../../db/stored-types.ts";
import { MalthouseError } from "../../lib/core/errors.ts";
import {
  exportFile,
  exportSettled,
  failAbandonedExports,
  previewExport,
  startExport,
  stopExports,
} from "../../lib/engine/build-export.ts";
import { ExportPreview } from "../../lib/http/wire/exports.ts";
import { parseLines, readZip } from "../export/read-zip.ts";
import { describeStores } from "../support/stores.ts";
import { configOf, plantRun } from "./plant-run.ts";

const folders: string[] = [];
const log = { error: (error: unknown) => expect.fail(String(error)) };

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "malthouse-exports-"));
  folders.push(folder);
  return folder;
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

type Built = {
  row: ExportRow;
  bytes: Buffer;
  files: Map<string, Buffer>;
  lines: (file: string) => Record<string, unknown>[];
};

async function build(store: Store, recipe: object, folder?: string): Promise<Built> {
  const target = folder ?? (await newFolder());
  const { id, status } = await startExport({ store, folder: target, log }, recipe);
  expect(status).toBe("building");
  await exportSettled(id);
  const row = await getExport(store, id);
  expect([row.status, row.message]).toEqual(["ready", null]);
  const bytes = await readFile(exportFile(target, id));
  const files = readZip(bytes);
  return { row, bytes, files, lines: (file) => parseLines(files.get(file)) };
}

const refusal = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    if (error instanceof MalthouseError)
      return { code: error.code, paths: error.errors.map((each) => each.path), message: error.message };
    throw error;
  }
  throw new Error("was not refused");
};

const config = configOf({ generator: 1, verifier: 3, refiner: 3 });
/** By hand: verifiers are worth 2/3, 1/3 and 0, the generator 1/3. */
const uneven = { verdicts: [["cci", "cii", "iii"]] };

const decisionOf = (chosenNodeId: string, rejectedNodeId: string, verdict: StandingVerdict): NewDecision => ({
  chosenNodeId,
  rejectedNodeId,
  verdict,
  reason: null,
  author: "Ada",
  blind: null,
  leftNodeId: null,
  bulk: null,
  at: new Date("2026-02-03T04:05:06.789Z"),
});

describeStores("exports", (open) => {
  test("startExport writes each positive and each sibling pair with the prompt that its siblings share", async () => {
    const store = await open();
    const { run, idOf, treeIds } = await plantRun(store, [uneven], { config });
    const { lines, row } = await build(store, { runIds: [run.id], format: "trl" });
    const provenance = lines("provenance.jsonl");
    const pairs = (role: string) =>
      provenance
        .filter((line) => line["kind"] === "dpo" && line["role"] === role)
        .map((line) => [line["chosenNodeId"], line["rejectedNodeId"]]);
    expect(pairs("verifier")).toEqual([
      [idOf(0, "1.1"), idOf(0, "1.2")],
      [idOf(0, "1.1"), idOf(0, "1.3")],
    ]);
    expect(pairs("refiner")).toEqual([
      [idOf(0, "1.1.1"), idOf(0, "1.1.3")],
      [idOf(0, "1.1.2"), idOf(0, "1.1.3")],
      [idOf(0, "1.2.1"), idOf(0, "1.2.2")],
      [idOf(0, "1.2.1"), idOf(0, "1.2.3")],
    ]);
    expect(provenance.filter((line) => line["kind"] === "sft").map((line) => line["nodeId"])).toEqual(
      ["1.1", "1.1.1", "1.1.2", "1.2.1"].map((place) => idOf(0, place)),
    );
    expect(
      provenance.filter((line) => line["role"] === "verifier" && line["kind"] === "dpo")[0],
    ).toMatchObject({
      treeId: treeIds[0],
      chosenValue: 2 / 3,
      rejectedValue: 1 / 3,
      decision: null,
    });
    const prompts = lines("data/dpo_refiner_train.jsonl").map((line) => JSON.stringify(line["prompt"]));
    expect(prompts[0]).toBe(prompts[1]);
    expect(prompts[2]).not.toBe(prompts[1]);
    expect(prompts[0]).toContain("generator 1 of tree 0");
    expect(prompts[0]).toContain("verifier 1.1 of tree 0");
    expect(prompts[0]).toContain("How many apples are in basket 0?");
    expect(row).toMatchObject({ rows: 10, progress: 1, runs: [{ id: run.id, name: run.name }] });
  });

  test("startExport takes an accepted pair, turns a swapped one, leaves rejected and tied ones out", async () => {
    const store = await open();
    const { run, idOf } = await plantRun(store, [uneven], { config });
    const decide = (chosen: string, rejected: string, verdict: StandingVerdict) =>
      decisionOf(idOf(0, chosen), idOf(0, rejected), verdict);
    await saveDecisions(store, run.id, [
      decide("1.1.1", "1.1.3", "accept"),
      decide("1.1.2", "1.1.3", "swap"),
      decide("1.2.1", "1.2.2", "reject"),
      decide("1.2.1", "1.2.3", "tie"),
      decide("1.1", "1.2", "flag"),
      decide("1.3", "1.2", "accept"),
    ]);
    const said = async (recipe: object) =>
      (await build(store, { runIds: [run.id], format: "trl", kinds: ["dpo"], ...recipe }))
        .lines("provenance.jsonl")
        .map((line) => [line["chosenNodeId"], line["rejectedNodeId"], line["decision"]]);
    const kept = [
      [idOf(0, "1.1.1"), idOf(0, "1.1.3"), "accept"],
      [idOf(0, "1.1.3"), idOf(0, "1.1.2"), "swap"],
    ];
    expect(await said({ roles: ["refiner"] })).toEqual(kept);
    expect(await said({ undecided: "exclude" })).toEqual(kept);
    expect(await said({ roles: ["verifier"] })).toHaveLength(2);
    const { dropped } = await previewExport(store, { runIds: [run.id], format: "trl", kinds: ["dpo"] });
    expect(dropped).toEqual({ rejected: 1, tied: 1 });
  });

  test("startExport labels by the recipe's threshold, else by the run's own", async () => {
    const store = await open();
    const { run } = await plantRun(store, [uneven], { config });
    const verifiers = async (recipe: object) =>
      (
        await previewExport(store, {
          runIds: [run.id],
          format: "trl",
          kinds: ["dpo"],
          roles: ["verifier"],
          ...recipe,
        })
      ).counts;
    expect(await verifiers({})).toEqual({ dpo: { verifier: { train: 2, validation: 0 } } });
    expect(await verifiers({ threshold: 0.3 })).toEqual({ dpo: { verifier: { train: 2, validation: 0 } } });
    expect(await verifiers({ threshold: 0 })).toEqual({ dpo: { verifier: { train: 2, validation: 0 } } });
    expect(await verifiers({ threshold: 0.7 })).toEqual({ dpo: { verifier: { train: 0, validation: 0 } } });
    await updateRun(store, run.id, { threshold: "0.7" });
    expect(await verifiers({})).toEqual({ dpo: { verifier: { train: 0, validation: 0 } } });
  });

  test("startExport counts an override, not the judge", async () => {
    const store = await open();
    const { run } = await plantRun(
      store,
      [
        {
          ...uneven,
          nodes: {
            "1.1.1": {
              override: { verdict: "incorrect", author: null, reason: null, at: "2026-01-01T00:00:00.000Z" },
            },
          },
        },
      ],
      { config },
    );
    const { counts } = await previewExport(store, { runIds: [run.id], format: "trl", kinds: ["dpo"] });
    expect(counts["dpo"]?.["refiner"]).toEqual({ train: 4, validation: 0 });
    expect(counts["dpo"]?.["verifier"]).toEqual({ train: 0, validation: 0 });
  });

  test("startExport drops unfinished trees and says so, keeps them in trees, takes what a failed tree has labelled", async () => {
    const store = await open();
    const { run, treeIds } = await plantRun(
      store,
      [
        { verdicts: [["cix", "ccc", "iii"]] },
        { verdicts: [["cci"]], status: "growing" },
        { verdicts: [], status: "waiting" },
      ],
      { config, status: "paused" },
    );
    const rows = await build(store, { runIds: [run.id], format: "trl" });
    const provenance = rows.lines("provenance.jsonl");
    expect(new Set(provenance.map((line) => line["treeId"]))).toEqual(new Set([treeIds[0]]));
    const dpo = provenance.filter((line) => line["kind"] === "dpo");
    expect(dpo.map((line) => line["role"])).toEqual(["verifier", "refiner"]);
    expect(rows.row.manifest).toMatchObject({ dropped: { unfinished_trees: 2 } });
    const trees = await build(store, { runIds: [run.id], format: "trees" });
    expect(trees.lines("data/trees_1.jsonl").map((line) => [line["treeId"], line["status"]])).toEqual([
      [treeIds[0], "failed"],
      [treeIds[1], "growing"],
      [treeIds[2], "waiting"],
    ]);
    expect(trees.lines("provenance.jsonl").map((line) => line["treeId"])).toEqual([...treeIds]);
  });

  test("startExport gives the same bytes for the same recipe, with limits too, another hash for another recipe", async () => {
    const store = await open();
    const first = await plantRun(store, [uneven, { verdicts: [["icc", "iic", "ccc"]] }], { config });
    const second = await plantRun(store, [uneven], { config });
    const folder = await newFolder();
    for (const more of [
      { format: "trl", maxRows: 2, validationShare: 0.5 },
      { format: "openai" },
      { format: "huggingface", kinds: ["sft", "dpo", "kto", "reward", "step", "grpo"] },
      { format: "trees" },
    ]) {
      const recipe = { runIds: [second.run.id, first.run.id], ...more };
      const [one, two] = [await build(store, recipe, folder), await build(store, recipe, folder)];
      expect(one.bytes.equals(two.bytes)).toBe(true);
      expect(one.row.recipeHash).toBe(two.row.recipeHash);
      const other = await build(store, { ...recipe, seed: 8 }, folder);
      expect(other.row.recipeHash).not.toBe(one.row.recipeHash);
      for (const [file, bytes] of one.files)
        expect(one.row.files.find((each) => each.path === file)?.bytes).toBe(bytes.length);
    }
    expect((await readdir(folder)).every((name) => name.endsWith(".zip"))).toBe(true);
  });

  test("startExport adds the ids of prompts as they were sampled, of its runs and roles, alike each time; trees have none", async () => {
    const store = await open();
    const { run, treeIds } = await plantRun(store, [uneven, uneven], { config });
    const other = await plantRun(store, [uneven], { config });
    const [first = "", second = ""] = treeIds;
    const places = [
      { runId: run.id, treeId: second, role: "generator", parentPath: "" },
      { runId: run.id, treeId: first, role: "refiner", parentPath: "1.2" },
      { runId: run.id, treeId: first, role: "verifier", parentPath: "1" },
      { runId: run.id, treeId: first, role: "generator", parentPath: "" },
      { runId: other.run.id, treeId: other.treeIds[0] ?? "", role: "refiner", parentPath: "1.1" },
    ];
    const messages = [{ role: "user" as const, content: "How many?" }];
    for (const [index, place] of places.entries())
      await insertPromptIds(store, { ...place, model: "small", messages, ids: [index, 9] });
    const recipe = { runIds: [run.id], format: "trl", roles: ["generator", "refiner"] };
    const [one, two] = [await build(store, recipe), await build(store, recipe)];
    expect(one.bytes.equals(two.bytes)).toBe(true);
    expect(one.lines("prompt_ids.jsonl")).toEqual(
      [3, 0, 1].map((index) => ({ ...places[index], model: "small", messages, ids: [index, 9] })),
    );
    expect(one.row.files.find((file) => file.path === "prompt_ids.jsonl")?.rows).toBe(3);
    expect(one.row.rows).toBe(one.lines("provenance.jsonl").length);
    const trees = await build(store, { runIds: [run.id], format: "trees" });
    expect(trees.files.has("prompt_ids.jsonl")).toBe(false);
  });

  test("startExport writes every labelled node for KTO, every way to a leaf by turns, and the question for GRPO", async () => {
    const store = await open();
    const { run, idOf } = await plantRun(store, [uneven], { config });
    const kinds = ["kto", "step", "grpo", "reward"];
    const { lines } = await build(store, { runIds: [run.id], format: "trl", kinds });
    const nodes = lines("provenance.jsonl").filter(({ kind, role }) => kind === "kto" && role === "verifier");
    expect(nodes.map(({ nodeId }) => nodeId)).toEqual(["1.1", "1.2", "1.3"].map((place) => idOf(0, place)));
    expect(lines("data/kto_verifier_train.jsonl").map(({ label }) => label)).toEqual([true, false, false]);
    const ways = lines("data/step_refiner_train.jsonl");
    expect(ways.map(({ labels }) => labels)).toEqual([
      [false, true, true],
      [false, true, true],
      [false, true, false],
      [false, false, true],
      ...Array.from({ length: 5 }, () => [false, false, false]),
    ]);
    expect(ways[0]).toMatchObject({
      prompt: "How many apples are in basket 0?",
      completions: [
        expect.stringContaining("generator 1 of tree 0"),
        expect.stringContaining("verifier 1.1 of tree 0"),
        expect.stringContaining("refiner 1.1.1 of tree 0"),
      ],
    });
    const [question, ...more] = lines("data/grpo_generator_train.jsonl");
    expect([typeof question?.["ground_truth"], more]).toEqual(["string", []]);
    expect(lines("data/reward_verifier_train.jsonl").map(({ margin }) => margin)).toEqual([1 / 3, 2 / 3]);
  });

  test("startExport with inverted labels turns every pair and label, after what people said of the real ones", async () => {
    const store = await open();
    const { run, idOf } = await plantRun(store, [uneven], { config });
    await saveDecisions(store, run.id, [
      decisionOf(idOf(0, "1.1"), idOf(0, "1.2"), "swap"),
      decisionOf(idOf(0, "1.1"), idOf(0, "1.3"), "reject"),
    ]);
    const recipe = { runIds: [run.id], format: "trl", kinds: ["sft", "dpo", "kto"], roles: ["verifier"] };
    const real = await build(store, recipe);
    const turned = await build(store, { ...recipe, labels: "inverted" });
    const ids = ({ lines }: Built, kind: string) =>
      lines("provenance.jsonl")
        .filter((line) => line["kind"] === kind)
        .map(({ nodeId, chosenNodeId, rejectedNodeId }) => nodeId ?? [chosenNodeId, rejectedNodeId]);
    const [best, middle, worst] = ["1.1", "1.2", "1.3"].map((place) => idOf(0, place));
    expect(ids(real, "dpo")).toEqual([[middle, best]]);
    expect(ids(turned, "dpo")).toEqual([[best, middle]]);
    expect([ids(real, "sft"), ids(turned, "sft")]).toEqual([[best], [middle, worst]]);
    const labels = ({ lines }: Built) => lines("data/kto_verifier_train.jsonl").map(({ label }) => label);
    expect([labels(real), labels(turned)]).toEqual([
      [true, false, false],
      [false, true, true],
    ]);
    expect(String(turned.files.get("README.md"))).toContain("**Control.**");
  });

  test("startExport with shuffled labels gives as many rows of each kind and role, by the seed, and no decision", async () => {
    const store = await open();
    const trees = Array.from({ length: 12 }, (_, index) => ({
      verdicts: [index % 2 === 0 ? ["cci", "cii", "iii"] : ["ccc", "cii", "cci"]],
    }));
    const { run } = await plantRun(store, trees, { config });
    const recipe = { runIds: [run.id], format: "trl", kinds: ["sft", "dpo"], maxPairsPerQuestion: 3 };
    const real = await build(store, { ...recipe, maxRows: 12 });
    const shuffle = async (seed: number) =>
      await build(store, { ...recipe, maxRows: 12, labels: "shuffled", seed });
    const [one, again, other] = [await shuffle(1), await shuffle(1), await shuffle(2)];
    expect(one.bytes.equals(again.bytes)).toBe(true);
    expect(other.lines("data/dpo_refiner_train.jsonl")).not.toEqual(
      one.lines("data/dpo_refiner_train.jsonl"),
    );
    const rows = ({ lines }: Built, kind: string, role: string) =>
      lines("provenance.jsonl").filter((line) => line["kind"] === kind && line["role"] === role);
    for (const kind of ["sft", "dpo"])
      for (const role of ["verifier", "refiner"]) {
        expect(rows(real, kind, role).length).toBeGreaterThan(0);
        expect([kind, role, rows(one, kind, role).length]).toEqual([
          kind,
          role,
          rows(real, kind, role).length,
        ]);
        for (const group of Map.groupBy(rows(one, kind, role), ({ questionId }) => questionId).values())
          expect(group.length).toBeLessThanOrEqual(3);
      }
    const preview = await previewExport(store, { ...recipe, maxRows: 12, labels: "shuffled", seed: 1 });
    expect(preview.counts).toEqual(one.row.manifest?.["counts"]);
  });

  test("previewExport counts what the files then hold and shows a row of each", async () => {
    const store = await open();
    const { run } = await plantRun(store, [uneven, { verdicts: [["ccc", "cui", "iii"]] }], { config });
    const recipe = { runIds: [run.id], format: "openai", validationShare: 0.5, seed: 3 };
    const preview = ExportPreview.parse(await previewExport(store, recipe));
    const { lines, row } = await build(store, recipe);
    for (const [kind, roles] of Object.entries(preview.counts))
      for (const [role, counts] of Object.entries(roles))
        for (const [split, count] of Object.entries(counts))
          expect(lines(`data/${kind}_${role}_${split}.jsonl`)).toHaveLength(count);
    for (const { file, row: sample } of preview.samples) expect(lines(file)[0]).toEqual(sample);
    expect(preview.dropped).toEqual({ unknown: 1 });
    expect(preview.report["recipeHash"]).toBe(row.recipeHash);
    await expect(previewExport(store, recipe, AbortSignal.abort())).rejects.toThrow("broken off");
    const trees = await previewExport(store, { runIds: [run.id], format: "trees" });
    expect(trees.samples).toMatchObject([
      { file: "data/trees_1.jsonl", row: { question: "How many apples are in basket 0?" } },
    ]);
  });

  test("startExport refuses what cannot be followed and stores nothing", async () => {
    const store = await open();
    const parts = { store, folder: await newFolder(), log };
    const { run } = await plantRun(store, [uneven], { config });
    const bare = await plantRun(store, [uneven]);
    const growing = await plantRun(store, [{ ...uneven, status: "growing" }], { config, status: "growing" });
    const refused = async (recipe: object) => {
      const asked = { runIds: [run.id], format: "trl", ...recipe };
      const said = await refusal(startExport(parts, asked));
      expect(await refusal(previewExport(store, asked))).toEqual(said);
      return said;
    };
    expect(await refused({ format: "csv" })).toMatchObject({ code: "invalid_request", paths: ["format"] });
    expect(await refused({ format: "openai", kinds: ["grpo"] })).toMatchObject({
      code: "invalid_request",
      paths: ["kinds.0"],
    });
    expect(await refused({ roles: ["pilot"] })).toMatchObject({
      code: "invalid_request",
      paths: ["roles.0"],
    });
    expect(await refused({ threshold: 2 })).toMatchObject({ code: "invalid_request", paths: ["threshold"] });
    expect(await refused({ runIds: [] })).toMatchObject({ code: "invalid_request", paths: ["runIds"] });
    expect(await refused({ runIds: [run.id, "run_gone"] })).toMatchObject({ code: "not_found" });
    expect(await refused({ runIds: [run.id, growing.run.id] })).toMatchObject({ code: "wrong_state" });
    expect(await refused({ runIds: [growing.run.id], format: "trees" })).toMatchObject({
      code: "wrong_state",
    });
    const promptless = await refused({ runIds: [run.id, bare.run.id] });
    expect(promptless).toMatchObject({ code: "invalid_request", paths: ["runIds.1"] });
    expect(promptless.message).toContain(bare.run.name);
    expect((await refusal(startExport(parts, "text"))).code).toBe("invalid_request");
    expect(await readdir(parts.folder)).toEqual([]);
    await build(store, { runIds: [bare.run.id], format: "trees" });
  });

  test("a finished export stays as it is when its run is gone", async () => {
    const store = await open();
    const { run } = await plantRun(store, [uneven], { config });
    const folder = await newFolder();
    const { row, bytes } = await build(store, { runIds: [run.id], format: "trl" }, folder);
    await deleteRun(store, run.id);
    expect(await getExport(store, row.id)).toEqual(row);
    expect(await readFile(exportFile(folder, row.id))).toEqual(bytes);
  });

  test("stopExports breaks off what is under way and leaves no file", async () => {
    const store = await open();
    const { run } = await plantRun(
      store,
      Array.from({ length: 12 }, () => uneven),
      { config },
    );
    const folder = await newFolder();
    const { id } = await startExport({ store, folder, log }, { runIds: [run.id], format: "trl" });
    await stopExports();
    expect(await getExport(store, id)).toMatchObject({
      status: "failed",
      message: expect.stringContaining("Export again"),
    });
    expect(await readdir(folder)).toEqual([]);
  });

  test("failAbandonedExports marks exports whose builder is gone and removes what it left", async () => {
    const store = await open();
    const folder = await newFolder();
    const { id } = await createExport(store, { recipe: {}, recipeHash: "", runs: [] });
    await writeFile(`${exportFile(folder, id)}.part`, "half");
    await failAbandonedExports(store, folder);
    expect(await getExport(store, id)).toMatchObject({
      status: "failed",
      message: expect.stringContaining("Export again"),
    });
    expect(await readdir(folder)).toEqual([]);
  });
});
