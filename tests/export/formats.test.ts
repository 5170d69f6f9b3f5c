import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Message } from "../../lib/core/tree.ts";
import type { Candidate } from "../../lib/export/candidate.ts";
import { formats } from "../../lib/export/formats/formats.ts";
import { writeExport } from "../../lib/export/write-export.ts";
import { readData } from "./read-data.ts";
import { readZip } from "./read-zip.ts";
import { dpoOf, grpoOf, ktoOf, recipeOf, rewardOf, runFacts, sftOf, stepOf, streamOf } from "./samples.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "malthouse-formats-"));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

const system: Message = { role: "system", content: "Be brief." };
const asked: Message = { role: "user", content: "Answer: 2 + 2?" };
const underSystem = <T extends Candidate>(candidate: T): T => ({ ...candidate, prompt: [system, asked] });

/** One row of each kind; `step` and `grpo` bring no completions of their own prompt. */
const one = {
  sft: sftOf("s"),
  dpo: dpoOf(["c", "r"]),
  kto: ktoOf("k", { isPositive: false }),
  reward: rewardOf(["c", "r"], { margin: [2, 3] }),
  step: stepOf("w"),
  grpo: grpoOf("2 + 2?", "4"),
};

async function build(format: string, candidates: readonly Candidate[], fields: object = {}) {
  const target = path.join(folder, `${format}.zip`);
  const kinds = [...new Set(candidates.map(({ kind }) => kind))];
  const recipe = recipeOf({ format, kinds, ...fields });
  await writeExport({ recipe, runs: [runFacts], open: () => streamOf(candidates), target });
  return readZip(await readFile(target));
}

async function rowOf(format: string, candidate: Candidate, fields: object = {}): Promise<unknown> {
  const zip = await build(format, [candidate], fields);
  for (const [name, bytes] of zip) {
    const rows = name.startsWith("data/") ? await readData(name, bytes) : [];
    if (rows.length > 0) return rows[0];
  }
  return null;
}

const prompt = [asked];
const said = (id: string): { role: string; content: string } => ({
  role: "assistant",
  content: `text of ${id}`,
});
const steps = { prompt: "2 + 2?", completions: ["text of w.1", "text of w.2"], labels: [true, false] };
const question = { prompt, ground_truth: "4" };
const trl = {
  sft: { prompt, completion: [said("s")] },
  dpo: { prompt, chosen: [said("c")], rejected: [said("r")] },
  kto: { prompt, completion: [said("k")], label: false },
  reward: { chosen: [asked, said("c")], rejected: [asked, said("r")], margin: 2 / 3 },
  step: steps,
  grpo: question,
};
const turns = [{ from: "human", value: asked.content }];
const gpt = (id: string): { from: string; value: string } => ({ from: "gpt", value: `text of ${id}` });
const plain = { prompt: asked.content, chosen: "text of c", rejected: "text of r" };

/** Rows as the trainers' own documentation lays them down, all columns and no other. */
const wanted: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  trl,
  huggingface: trl,
  openai: {
    sft: { messages: [asked, said("s")] },
    dpo: { input: { messages: prompt }, preferred_output: [said("c")], non_preferred_output: [said("r")] },
  },
  "llama-factory": {
    sft: { messages: [asked, said("s")] },
    dpo: { conversations: turns, chosen: gpt("c"), rejected: gpt("r") },
    reward: { conversations: turns, chosen: gpt("c"), rejected: gpt("r") },
    kto: { conversations: [...turns, gpt("k")], kto_tag: false },
  },
  axolotl: {
    sft: { messages: [asked, said("s")] },
    dpo: { messages: prompt, chosen: said("c"), rejected: said("r") },
    step: steps,
  },
  openrlhf: {
    sft: { prompt, response: [said("s")] },
    dpo: { prompt, chosen: [said("c")], rejected: [said("r")] },
    reward: { prompt, chosen: [said("c")], rejected: [said("r")], margin: 2 / 3 },
    grpo: question,
  },
  verl: {
    sft: { messages: [asked, said("s")] },
    dpo: plain,
    reward: plain,
    grpo: {
      data_source: "malthouse/gsm8k",
      prompt,
      ability: "math",
      reward_model: { style: "rule", ground_truth: "4" },
      extra_info: { question_id: "q 2 + 2?" },
    },
  },
};

describe.each(formats)("format $name", ({ name, kinds, reasoning }) => {
  test.each(kinds)("writes %s with exactly its columns", async (kind) => {
    expect(await rowOf(name, one[kind])).toEqual(wanted[name]?.[kind]);
  });

  test("says which of its kinds are expected here", () => {
    expect(Object.keys(wanted[name] ?? {}).toSorted()).toEqual([...kinds].toSorted());
  });

  test("puts reasoning in think tags before the completion, where it is asked for", async () => {
    expect(reasoning).toContain("think_tags");
    const row = await rowOf(name, sftOf("s", { reasoning: "because" }), { reasoning: "think_tags" });
    expect(JSON.stringify(row)).toContain("<think>\\nbecause\\n</think>\\n\\ntext of s");
    expect(JSON.stringify(await rowOf(name, sftOf("s", { reasoning: "because" })))).not.toContain("because");
  });

  test("keeps any text: separators of lines, quotes, all planes of Unicode", async () => {
    const text = 'a\u2028b\u2029c\r\nd\te "f" \\ \u{1F600} \u0000';
    expect(JSON.stringify(await rowOf(name, sftOf("s", { text })))).toContain(
      JSON.stringify(text).slice(1, -1),
    );
  });
});

test("a swapped reward row turns its sides, and no gap of the credit speaks for it", async () => {
  const row = await rowOf("trl", rewardOf(["c", "r"], { margin: [2, 3], decision: "swap" }));
  expect(row).toEqual({ chosen: [asked, said("r")], rejected: [asked, said("c")], margin: 0 });
});

test("huggingface with reasoning as a field gives all messages of a row one type", async () => {
  const row = await rowOf("huggingface", rewardOf(["c", "r"], { chosen: { reasoning: "because" } }), {
    reasoning: "field",
  });
  expect(row).toMatchObject({
    chosen: [
      { ...asked, thinking: "" },
      { ...said("c"), thinking: "because" },
    ],
  });
});

test("llama-factory names each file in data/dataset_info.json, and a system column only where a row has one", async () => {
  const info = async (candidates: readonly Candidate[]): Promise<unknown> =>
    JSON.parse(
      String(
        (await build("llama-factory", candidates, { validationShare: 1 })).get("data/dataset_info.json"),
      ),
    );
  expect(await info([one.dpo])).toEqual({
    dpo_closer_validation: {
      file_name: "dpo_closer_validation.jsonl",
      formatting: "sharegpt",
      ranking: true,
      columns: { messages: "conversations", chosen: "chosen", rejected: "rejected" },
    },
  });
  expect(await info([underSystem(one.kto)])).toEqual({
    kto_closer_validation: {
      file_name: "kto_closer_validation.jsonl",
      formatting: "sharegpt",
      columns: { messages: "conversations", system: "system", kto_tag: "kto_tag" },
    },
  });
  expect(await rowOf("llama-factory", underSystem(one.dpo))).toMatchObject({
    conversations: turns,
    system: "Be brief.",
  });
});

test("trainers that cut in silence are told the longest row of the data, and a quarter more", async () => {
  const candidates = [sftOf("s", { text: "x".repeat(8000) })];
  expect(String((await build("llama-factory", candidates)).get("loader/sft_closer.yaml"))).toMatch(
    /^cutoff_len: 2560$/m,
  );
  expect(String((await build("axolotl", candidates)).get("loader/sft_closer.yaml"))).toMatch(
    /^sequence_len: 2560$/m,
  );
});

test("an assistant's turn inside a prompt gets weight 0 in an OpenAI file and no training in an Axolotl one", async () => {
  const earlier: Message = { role: "assistant", content: "3?" };
  const again: Message = { role: "user", content: "Again." };
  const candidate = { ...one.sft, prompt: [asked, earlier, again] };
  expect(await rowOf("openai", candidate)).toEqual({
    messages: [asked, { ...earlier, weight: 0 }, again, said("s")],
  });
  expect(await rowOf("axolotl", candidate)).toEqual({
    messages: [asked, { ...earlier, training: false }, again, said("s")],
  });
});

test("llama-factory is told to mask history for SFT alone: its other stages refuse the word", async () => {
  const loader = async (candidate: Candidate, file: string): Promise<string> =>
    String((await build("llama-factory", [candidate])).get(`loader/${file}.yaml`));
  expect(await loader(one.sft, "sft_closer")).toMatch(/^mask_history: true$/m);
  for (const kind of ["dpo", "kto", "reward"] as const)
    expect(await loader(one[kind], `${kind}_closer`)).not.toMatch(/mask_history|train_on_prompt/);
});

test("a Parquet file holds many groups of rows in order, and no more of one than a viewer reads at once", async () => {
  const candidates = Array.from({ length: 2500 }, (_, index) => sftOf(`n${index}`));
  const zip = await build("huggingface", candidates);
  const name = "data/sft_closer/train-00000-of-00001.parquet";
  const rows = await readData(name, zip.get(name) ?? Buffer.alloc(0));
  expect(rows.map(({ completion }) => completion)).toEqual(
    candidates.map(({ output }) => [said(output.nodeId)]),
  );
});
