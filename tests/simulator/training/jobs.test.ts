import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import OpenAI, { toFile } from "openai";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { makeProblems } from "../../../lib/simulator/problems.ts";
import { createRandom } from "../../../lib/simulator/random.ts";
import { createSimulator } from "../../../lib/simulator/server.ts";
import { baseModels } from "../../../lib/simulator/models.ts";
import { JobRequest } from "../../../lib/simulator/training/job.ts";
import { openTraining, type Training } from "../../../lib/simulator/training/open-training.ts";
import { createFolderStore } from "../../../lib/simulator/training/training-store.ts";
import { type FetchServer, serveFetch } from "../../support/serve-fetch.ts";

let folder: string;
let server: FetchServer;
let client: OpenAI;
let openings = 0;
const open = async () => {
  const { handle } = createSimulator({
    now: Date.now,
    random: createRandom(++openings),
    pace: 0,
    store: createFolderStore(folder),
  });
  server = await serveFetch(handle);
  client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none", maxRetries: 0 });
};
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "malthouse-simulator-"));
  await open();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const goldOf = (answer: string): string => answer.split("#### ")[1] ?? "";
const promptOf = (question: string) => [{ role: "user" as const, content: `${question}\n\nWork it out.` }];

async function answersTo(model: string, question: string, n: number): Promise<string[]> {
  const reply = await client.chat.completions.create({
    model,
    n,
    seed: 17,
    temperature: 1,
    messages: promptOf(question),
  });
  return reply.choices.map(({ message }) => message.content ?? "");
}
const isRight = (text: string, gold: string): boolean => text.endsWith(`Final Answer: ${gold}`);

/** Right answers as lines to imitate, right over wrong ones as preferences: what an export of such trees holds. */
async function harvest(count: number) {
  const [sft, dpo]: [string[], string[]] = [[], []];
  for (const { question, answer } of makeProblems({ count, seed: 21 })) {
    const texts = await answersTo("maltsim-base", question, 6);
    const right = texts.filter((text) => isRight(text, goldOf(answer)));
    const wrong = texts.filter((text) => !isRight(text, goldOf(answer)));
    for (const content of right)
      sft.push(JSON.stringify({ messages: [...promptOf(question), { role: "assistant", content }] }));
    if (right[0] && wrong[0])
      dpo.push(
        JSON.stringify({
          input: { messages: promptOf(question) },
          preferred_output: [{ role: "assistant", content: right[0] }],
          non_preferred_output: [{ role: "assistant", content: wrong[0] }],
        }),
      );
  }
  return { sft, dpo };
}

const addFile = async (lines: readonly string[]): Promise<string> =>
  (
    await client.files.create({
      purpose: "fine-tune",
      file: await toFile(Buffer.from(lines.join("\n")), "train.jsonl"),
    })
  ).id;
const ended = (id: string) =>
  vi.waitUntil(
    async () => {
      const job = await client.fineTuning.jobs.retrieve(id);
      return ["succeeded", "failed", "cancelled"].includes(job.status) ? job : null;
    },
    { timeout: 20_000, interval: 10 },
  );

async function accuracyOf(model: string): Promise<number> {
  const tests = makeProblems({ count: 150, seed: 99 });
  const right = await Promise.all(
    tests.map(
      async ({ question, answer }) =>
        (await answersTo(model, question, 4)).filter((text) => isRight(text, goldOf(answer))).length,
    ),
  );
  return right.reduce((sum, count) => sum + count, 0) / (4 * tests.length);
}

test("the openai client uploads files and trains, SFT and then DPO from its model: new models that answer unseen questions better, here after a restart too", async () => {
  const { sft, dpo } = await harvest(150);
  const first = await client.fineTuning.jobs.create({
    model: "maltsim-base",
    training_file: await addFile(sft),
    suffix: "gen",
    method: { type: "supervised", supervised: { hyperparameters: { n_epochs: 10 } } },
  });
  expect(["validating_files", "queued", "running"]).toContain(first.status);
  const supervised = await ended(first.id);
  expect(supervised).toMatchObject({
    status: "succeeded",
    fine_tuned_model: expect.stringMatching(/^ft:maltsim-base:local:gen:\w{6}$/) as string,
    hyperparameters: { n_epochs: 10, batch_size: 8 },
  });
  const second = await client.fineTuning.jobs.create({
    model: supervised.fine_tuned_model!,
    training_file: await addFile(dpo),
    method: { type: "dpo", dpo: { hyperparameters: { beta: 0.2 } } },
  });
  const preferred = await ended(second.id);
  expect(preferred.status).toBe("succeeded");
  const events = (await client.fineTuning.jobs.listEvents(second.id, { limit: 100 })).data;
  const metrics = events
    .filter(({ type }) => type === "metrics")
    .map(({ data }) => data as Record<string, number>);
  expect(metrics[0]!["step"]).toBe(metrics[0]!["total_steps"]);
  expect(metrics.at(-1)!["train_loss"]).toBeCloseTo(Math.LN2, 1);
  expect(metrics[0]!["train_loss"]).toBeLessThan(metrics.at(-1)!["train_loss"]!);
  expect(metrics[0]!["train_accuracy"]).toBeGreaterThan(0.6);
  const table = await (await client.files.content(preferred.result_files[0]!)).text();
  expect(table.split("\n")[0]).toBe("step,train_loss,train_accuracy,train_margin");

  const [base, tuned] = [await accuracyOf("maltsim-base"), await accuracyOf(supervised.fine_tuned_model!)];
  expect(tuned).toBeGreaterThan(base + 0.03);

  await server.close();
  await open();
  const ids = (await client.models.list()).data.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining([supervised.fine_tuned_model!, preferred.fine_tuned_model!]));
  expect((await client.fineTuning.jobs.list()).data.map(({ id }) => id).toSorted()).toEqual(
    [first.id, second.id].toSorted(),
  );
  expect(await accuracyOf(preferred.fine_tuned_model!)).toBeGreaterThan(base + 0.03);
  expect((await client.models.delete(preferred.fine_tuned_model!)).deleted).toBe(true);
  await expect(answersTo(preferred.fine_tuned_model!, "Ada has 3 pens. How many?", 1)).rejects.toThrow(
    /does not exist/,
  );
});

test("the same file trains the same model, and lines it could not have written are told with their number", async () => {
  const { sft } = await harvest(6);
  const foreign = JSON.stringify({
    messages: [
      ...promptOf("Ada has 3 pens. Ada buys 2 more pens. How many pens does Ada have now?"),
      { role: "assistant", content: "Five." },
    ],
  });
  const file = await addFile([sft[0]!, foreign, "no json", ...sft.slice(1)]);
  const [a, b] = await Promise.all(
    [0, 1].map(async () => {
      const { id } = await client.fineTuning.jobs.create({ model: "maltsim-base", training_file: file });
      return await ended(id);
    }),
  );
  const ask = (model: string) =>
    client.chat.completions.create({
      model,
      seed: 3,
      temperature: 0,
      messages: promptOf(makeProblems({ count: 1, seed: 5 })[0]!.question),
    });
  expect([a!.status, b!.status, a!.seed]).toEqual(["succeeded", "succeeded", b!.seed]);
  const [one, two] = await Promise.all([ask(a!.fine_tuned_model!), ask(b!.fine_tuned_model!)]);
  expect(one.choices[0]!.message.content).toContain("Final Answer: ");
  expect(two.choices[0]!.message.content).toContain("Final Answer: ");
  const curves = await Promise.all(
    [a!, b!].map(async ({ result_files: [id] }) => await (await client.files.content(id!)).text()),
  );
  expect(curves[0]).toBe(curves[1]);
  const warned = (await client.fineTuning.jobs.listEvents(a!.id, { limit: 100 })).data.filter(
    ({ level }) => level === "warn",
  );
  expect(warned.map(({ message }) => message).toReversed()).toEqual([
    "Line 2 is left out: its completion is not one that this model writes.",
    "Line 3 is left out: is not JSON.",
  ]);
});

test.each([
  [
    "a model that is not there",
    { model: "gpt-none", training_file: "file-none" },
    404,
    /model "gpt-none" does not exist/,
  ],
  [
    "a file that is not there",
    { model: "maltsim-base", training_file: "file-none" },
    400,
    /no file "file-none"/,
  ],
  [
    "a method it does not know",
    { model: "maltsim-base", training_file: "f", method: { type: "reinforcement" } },
    400,
    /supervised or dpo/,
  ],
])("a job with %s is refused in OpenAI's form", async (_, body, status, message) => {
  const refused = client.fineTuning.jobs.create(body as never);
  await expect(refused).rejects.toMatchObject({ status, message: expect.stringMatching(message) as string });
});

test("a file with nothing to learn from fails its job with the first line's reason; an ended job cannot be cancelled", async () => {
  const { id } = await client.fineTuning.jobs.create({
    model: "maltsim-base",
    training_file: await addFile(['{"messages":[]}']),
  });
  const job = await ended(id);
  expect([job.status, job.error?.code, job.fine_tuned_model]).toEqual([
    "failed",
    "invalid_training_file",
    null,
  ]);
  expect(job.error?.message).toMatch(
    /^No line of the training file can be learnt from\. Line 1 has no messages/,
  );
  await expect(client.fineTuning.jobs.cancel(id)).rejects.toThrow(/has failed and cannot be cancelled/);
});

test("a running job is cancelled, and one that ran when the process ended starts over", async () => {
  const { sft } = await harvest(20);
  const long = { hyperparameters: { n_epochs: 50 } };
  const file = await addFile(Array.from({ length: 40 }, () => sft).flat());
  const first = await client.fineTuning.jobs.create({
    model: "maltsim-base",
    training_file: file,
    method: { type: "supervised", supervised: long },
  });
  expect((await client.fineTuning.jobs.cancel(first.id)).status).toBe("cancelled");
  // As a process leaves it that was killed in the middle.
  const left = {
    id: "ftjob-left",
    model: "maltsim-base",
    trainingFile: await addFile(sft),
    suffix: "left",
    seed: 1,
  };
  await writeFile(
    path.join(folder, "jobs", "ftjob-left.json"),
    JSON.stringify({
      job: {
        ...left,
        asked: { epochs: 1, batchSize: null, rate: null },
        method: { type: "supervised" },
        status: "running",
        createdAt: 1,
        finishedAt: null,
        fineTunedModel: null,
        trainedTokens: null,
        resultFile: null,
        error: null,
        plan: null,
      },
      events: [],
    }),
  );
  await server.close();
  await open();
  const job = await ended("ftjob-left");
  expect(job.status).toBe("succeeded");
  const { data } = await client.fineTuning.jobs.listEvents("ftjob-left", { limit: 100 });
  expect(data.at(-1)!.message).toMatch(/started again; the job starts over/);
  expect((await client.fineTuning.jobs.retrieve(first.id)).status).toBe("cancelled");
});

test("a job that is cancelled while its model is stored leaves no model", async () => {
  const { sft } = await harvest(6);
  const [texts, models] = [new Map<string, string>(), new Set<string>()];
  const removed = Promise.withResolvers<void>();
  const training: Training = await openTraining({
    models: baseModels,
    random: createRandom(9),
    now: () => 1,
    store: {
      all: async () => [],
      async put(kind, id) {
        if (kind !== "models") return;
        models.add(id);
        expect(await training.jobs.cancel(training.jobs.all()[0]!.id)).toBe(true);
      },
      putText: async (_, id, text) => void texts.set(id, text),
      text: async (_, id) => texts.get(id) ?? null,
      async remove(_, id) {
        models.delete(id);
        removed.resolve();
      },
    },
  });
  const { id: training_file } = await training.files.add("train.jsonl", "fine-tune", sft.join("\n"));
  const job = await training.jobs.start(JobRequest.parse({ model: "maltsim-base", training_file }));
  if ("missing" in job) throw new Error(`no ${job.missing}`);
  await removed.promise;
  expect(training.jobs.find(job.id)?.job).toMatchObject({ status: "cancelled", fineTunedModel: null });
  expect([training.jobs.models(), models]).toEqual([[], new Set()]);
});
