import { expect, test } from "vitest";
import type { ApiClient } from "../support/api-client.ts";
import { describeStudios } from "../support/server.ts";

const send = (api: ApiClient, name: string, text: string) => {
  const form = new FormData();
  form.set("file", new Blob([text]), name);
  return api.call("POST", "/api/runs/import", form);
};
const jsonl = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join("\n");
const answer = (value: number) => `So it is ${value}.\nFinal Answer: ${value}`;

describeStudios("POST /api/runs/import of trajectories", (studio) => {
  test("rows with a text of each role become a run: judged here, credited, paired and exported; a bad row is named", async () => {
    const { api } = studio();
    const way = (g: number, v: number, r: number, value: number) => ({
      question: "What is 40 + 2?",
      gold: "42",
      model: "their-model",
      path: `${g}.${v}.${r}`,
      generator: answer(g === 1 ? 42 : 41),
      verifier: `Step ${v} holds.\nVerdict: CORRECT`,
      refiner: answer(value),
    });
    const rows = [
      way(1, 1, 1, 42),
      way(1, 1, 2, 42),
      { question: "No gold", generator: "a" },
      way(1, 2, 1, 41),
      way(1, 2, 2, 42),
      way(2, 1, 1, 41),
    ];
    const { status, body: run } = await send(api, "their-samples.jsonl", jsonl(rows));
    expect([status, run.status, run.name, run.protocol, run.isImported]).toEqual([
      201,
      "completed",
      "their-samples",
      "malt",
      true,
    ]);
    expect(run.imported).toMatchObject({
      rows: 6,
      trajectories: 5,
      trees: 1,
      nodes: 10,
      toldVerdicts: 0,
      notTakenCount: 1,
      notTaken: [{ line: 3, reason: expect.stringContaining("no answer") as string }],
    });
    expect(run.notices).toEqual([
      expect.objectContaining({ message: expect.stringContaining("the first on line 3") as string }),
    ]);
    const [tree] = await api.all(`/api/runs/${run.id}/trees`);
    const { nodes } = await api.get(`/api/trees/${tree.id}`);
    expect(
      nodes.map(({ path, verdict, claim, value, label }: Record<string, unknown>) => [
        path,
        verdict,
        claim,
        value,
        label,
      ]),
    ).toEqual([
      ["1", "correct", null, 0.75, "positive"],
      ["1.1", null, "correct", 1, "positive"],
      ["1.1.1", "correct", null, 1, "positive"],
      ["1.1.2", "correct", null, 1, "positive"],
      ["1.2", null, "correct", 0.5, "negative"],
      ["1.2.1", "incorrect", null, 0, "negative"],
      ["1.2.2", "correct", null, 1, "positive"],
      ["2", "incorrect", null, 0, "negative"],
      ["2.1", null, "correct", 0, "negative"],
      ["2.1.1", "incorrect", null, 0, "negative"],
    ]);
    expect(nodes[0].model).toBe("their-model");
    expect(run.pairs).toEqual({ generator: 1, verifier: 1, refiner: 1 });
    const preview = await api.call("POST", "/api/exports/preview", { runIds: [run.id], format: "trl" });
    expect([preview.status, preview.body.counts.dpo]).toEqual([
      200,
      {
        generator: { train: 1, validation: 0 },
        verifier: { train: 1, validation: 0 },
        refiner: { train: 1, validation: 0 },
      },
    ]);
    const prompt = await api.call("GET", `/api/nodes/${nodes[0].id}/prompt`);
    expect(prompt.status).toBe(409);
  });

  test("a labelled file keeps its own verdicts as the run's, the judge's beside them", async () => {
    const { api } = studio();
    const { status, body: run } = await send(
      api,
      "gsm8k_infer_labeled.jsonl",
      jsonl([
        {
          query: "What is 40 + 2?",
          gt: "42",
          solutions: [
            { id: 1, text: answer(42), is_correct: true },
            { id: 2, text: answer(42), is_correct: false },
            { id: 3, text: answer(40), is_correct: false },
          ],
          labels: [true, false, false],
        },
      ]),
    );
    expect([status, run.protocol, run.imported.toldVerdicts, run.pairs]).toEqual([
      201,
      "single",
      3,
      { agent: 2 },
    ]);
    const [tree] = await api.all(`/api/runs/${run.id}/trees`);
    const { nodes } = await api.get(`/api/trees/${tree.id}`);
    const imported = (verdict: string) =>
      expect.objectContaining({ verdict, judge: expect.objectContaining({ method: "imported" }) });
    expect(nodes).toEqual([imported("correct"), imported("incorrect"), imported("incorrect")]);
    expect(nodes[1].judge.reason).toMatch(/^The file says incorrect\. Judge \d+ says correct/);
    expect(nodes[1].answer.raw).toBe("42");
  });

  test("toldVerdicts counts answers only: what is told of a text without one is no verdict", async () => {
    const turns = [
      { role: "generator", text: answer(42), is_correct: true },
      { role: "verifier", text: "Verdict: CORRECT", is_correct: true },
      { role: "refiner", text: answer(41) },
    ];
    const row = { question: "What is 40 + 2?", gold: "42", trajectory: turns };
    const { body: run } = await send(studio().api, "turns.jsonl", jsonl([row]));
    expect(run.imported).toMatchObject({ nodes: 3, toldVerdicts: 1 });
  });

  test("a table is read as rows are, and a file of none is refused with its first line's reason, leaving nothing", async () => {
    const { api } = studio();
    const table = await send(
      api,
      "answers.csv",
      'question,gold,response\n"1 + 1?",2,"Final Answer: 2"\n"1 + 1?",2,"Final Answer: 3"\n',
    );
    expect([table.status, table.body.protocol, table.body.pairs]).toEqual([201, "single", { agent: 1 }]);
    const before = (await api.all("/api/runs")).length;
    const { status, body } = await send(api, "rows.jsonl", jsonl([{ question: "Why?", gold: "so" }, 7]));
    expect([status, body.detail]).toEqual([
      422,
      expect.stringMatching(/^No row of this file is a trajectory\. Line 1: holds no text of a role/),
    ]);
    expect(body.errors).toHaveLength(2);
    expect((await api.all("/api/runs")).length).toBe(before);
  });
});
