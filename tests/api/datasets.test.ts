import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import path from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test, vi } from "vitest";
import { describeStudios, type Studio } from "../support/server.ts";
import { addRows, addServer, makeRows, requestOf } from "./questions.ts";

const linesOf = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

function formOf(text: string, fields: Record<string, string> = {}, fileName = "questions.jsonl"): FormData {
  const form = new FormData();
  form.set("file", new Blob([text]), fileName);
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

const uploadsOf = async ({ folder }: Studio): Promise<string[]> =>
  await readdir(path.join(folder, "uploads")).catch(() => []);

let made = 0;
/** Text that makes a row another one than in every test before. */
const fresh = (): string => `no. ${(made += 1)}`;

describeStudios("data sets over HTTP", (studio) => {
  test("a file gives 201 with its count, its bytes' sha256 and its bad lines by number", async () => {
    const text = `${linesOf(makeRows(2))}{"question": \n\n${linesOf([{ question: "And no answer?" }])}${linesOf(makeRows(1))}`;
    const { status, body } = await studio().api.call(
      "POST",
      "/api/datasets",
      formOf(text, { name: "mixed" }),
    );
    expect([status, body.name, body.task, body.questionCount]).toEqual([201, "mixed", "gsm8k", 3]);
    expect(body.rejected.map(({ line }: { line: number }) => line)).toEqual([3, 5]);
    expect(body.rejected.every(({ reason }: { reason: string }) => reason.length > 5)).toBe(true);
    expect(body.sha256).toBe(createHash("sha256").update(text).digest("hex"));
    expect(await studio().api.get(`/api/datasets/${body.id}`)).toEqual(body);
    expect(await uploadsOf(studio())).toEqual([]);
  });

  test("a Parquet file gives its questions, its bad rows by number, and a damaged one 415 with what to do", async () => {
    const rows = makeRows(2);
    const columnData = ["question", "answer"].map((name) => ({
      name,
      type: "STRING" as const,
      data: [...rows.map((row) => Object(row)[name]), ""],
    }));
    const bytes = parquetWriteBuffer({ columnData });
    const send = async (blob: Blob, name: string) => {
      const form = new FormData();
      form.set("file", blob, name);
      return await studio().api.call("POST", "/api/datasets", form);
    };
    const { status, body } = await send(new Blob([bytes]), "pens.parquet");
    expect([status, body.task, body.questionCount]).toEqual([201, "gsm8k", 2]);
    expect(body.rejected.map(({ line }: { line: number }) => line)).toEqual([3]);
    const damaged = await send(new Blob([bytes.slice(0, 100)]), "cut.parquet");
    expect([damaged.status, damaged.body.detail]).toEqual([415, expect.stringContaining("JSONL")]);
    expect(await uploadsOf(studio())).toEqual([]);
  });

  test("the same bytes twice are 200 with the first one, whatever name and task come along", async () => {
    const text = linesOf(makeRows(2));
    const first = await studio().api.call("POST", "/api/datasets", formOf(text, { name: "first" }));
    const again = await studio().api.call(
      "POST",
      "/api/datasets",
      formOf(text, { name: "again", task: "math" }, "other.jsonl"),
    );
    expect([again.status, again.body.id, again.body.name]).toEqual([200, first.body.id, "first"]);
  });

  test("the same bytes at once make one data set", async () => {
    const text = linesOf(makeRows(40));
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => studio().api.call("POST", "/api/datasets", formOf(text))),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
  });

  test("name and task count before and after the file, and the file's name stands in for a name", async () => {
    const before = new FormData();
    before.set("name", "before");
    before.set("task", "custom");
    before.set("file", new Blob([linesOf(makeRows(1))]), "a.jsonl");
    expect((await studio().api.call("POST", "/api/datasets", before)).body).toMatchObject({
      name: "before",
      task: "custom",
    });
    const after = await studio().api.call(
      "POST",
      "/api/datasets",
      formOf(linesOf(makeRows(1)), { name: "after", task: "math" }),
    );
    expect(after.body).toMatchObject({ name: "after", task: "math", fileName: "questions.jsonl" });
    expect(
      (await studio().api.call("POST", "/api/datasets", formOf(linesOf(makeRows(1)), {}, "pens.jsonl"))).body
        .name,
    ).toBe("pens.jsonl");
  });

  test.each([
    ["gsm8k", () => ({ question: `How many? ${fresh()}`, answer: "1 + 1\n#### 2" }), "2"],
    [
      "math",
      () => ({
        problem: `Find $x$ ${fresh()}`,
        solution: "So $\\boxed{\\frac12}$.",
        level: "Level 3",
        type: "Algebra",
      }),
      "\\frac12",
    ],
    [
      "csqa",
      () => ({
        id: fresh(),
        question: {
          stem: `Where? ${fresh()}`,
          choices: ["A", "B"].map((label) => ({ label, text: `place ${label}` })),
        },
        answerKey: "B",
      }),
      "B",
    ],
    [
      "hotpotqa",
      () => ({
        question: `Who? ${fresh()}`,
        answer: "Ada",
        context: { title: ["T"], sentences: [["S."]] },
        type: "bridge",
        level: "hard",
      }),
      "Ada",
    ],
    ["custom", () => ({ query: `What? ${fresh()}`, gt: "a thing", tag: ["x"] }), "a thing"],
    ["custom", () => ({ prompt: `What? ${fresh()}`, ground_truth: "this" }), "this"],
    ["custom", () => ({ input: `What? ${fresh()}`, target: "that" }), "that"],
    ["custom", () => ({ question: `What? ${fresh()}`, gold: "gold" }), "gold"],
  ])("a row of the shape of %s is recognised without a task", async (task, row, gold) => {
    const rows = [row(), row()];
    const { status, body } = await studio().api.call("POST", "/api/datasets", { name: "shape", rows });
    expect([status, body.task, body.questionCount]).toEqual([201, task, 2]);
    const questions = await studio().api.all(`/api/datasets/${body.id}/questions`);
    expect(questions.map((question) => [question.index, question.gold])).toEqual([
      [0, gold],
      [1, gold],
    ]);
  });

  test("a JSON array and CSV are read as well", async () => {
    const array = await studio().api.call(
      "POST",
      "/api/datasets",
      formOf(JSON.stringify(makeRows(3), null, 2), {}, "a.json"),
    );
    expect([array.status, array.body.questionCount]).toEqual([201, 3]);
    const csv = await studio().api.call(
      "POST",
      "/api/datasets",
      formOf(`question,answer\n"One, two? ${fresh()}",2\nThree?,3\n`, {}, "a.csv"),
    );
    expect([csv.status, csv.body.questionCount]).toEqual([201, 2]);
    const [first] = await studio().api.all(`/api/datasets/${csv.body.id}/questions`);
    expect([first.text.startsWith("One, two?"), first.gold]).toEqual([true, "2"]);
  });

  test("questions are found by q in text and gold, case folded, wildcards taken as written", async () => {
    const rows = [
      { question: "100% of Ärger?", answer: "FIRST" },
      { question: "100 of what?", answer: "second_one" },
      { question: "Say 'x' \\ y?", answer: "third" },
    ].map((row) => ({ ...row, question: `${row.question} ${fresh()}` }));
    const { body } = await studio().api.call("POST", "/api/datasets", { name: "searched", rows });
    const found = async (q: string) =>
      (await studio().api.get(`/api/datasets/${body.id}/questions?q=${encodeURIComponent(q)}`)).items.map(
        ({ index }: { index: number }) => index,
      );
    expect(await found("100%")).toEqual([0]);
    expect(await found("first")).toEqual([0]);
    expect(await found("SECOND_")).toEqual([1]);
    expect(await found("d_o")).toEqual([1]);
    expect(await found("\\")).toEqual([2]);
    expect(await found("'x'")).toEqual([2]);
    expect(await found("Ärger")).toEqual([0]);
    expect(await found("nothing like it")).toEqual([]);
    expect(await found("\0")).toEqual([]);
  });

  test("pages of every size join to the same list", async () => {
    const { id } = await addRows(studio().api, 7);
    const whole = await studio().api.all(`/api/datasets/${id}/questions`);
    for (const limit of [1, 3, 7, 500])
      expect(await studio().api.all(`/api/datasets/${id}/questions`, limit)).toEqual(whole);
    expect(await studio().api.all("/api/datasets", 2)).toEqual(await studio().api.all("/api/datasets"));
    const [newest] = await studio().api.all("/api/datasets");
    expect(newest.id).toBe(id);
  });

  test("a form that is none, has no file or is cut is 400 and leaves nothing", async () => {
    const { api } = studio();
    const count = (await api.all("/api/datasets")).length;
    const empty = new FormData();
    empty.set("name", "no file");
    expect((await api.call("POST", "/api/datasets", empty)).status).toBe(400);
    const plain = await api.call("POST", "/api/datasets", "question,answer\na,b\n", {
      "content-type": "text/csv",
    });
    expect([400, 415]).toContain(plain.status);
    expect(
      (await api.call("POST", "/api/datasets", "--x\r\n", { "content-type": "multipart/form-data" })).status,
    ).toBe(400);
    const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.jsonl"\r\n\r\n';
    for (const body of [
      `${head}${linesOf(makeRows(3))}`,
      `${head}${linesOf(makeRows(3))}\r\n--x\r\ncontent-disposition: form-data; name="name"\r\n\r\ncut`,
      "--x--\r\n",
      "no form at all",
    ])
      expect(
        (await api.call("POST", "/api/datasets", body, { "content-type": "multipart/form-data; boundary=x" }))
          .status,
      ).toBe(400);
    expect((await api.all("/api/datasets")).length).toBe(count);
    expect(await uploadsOf(studio())).toEqual([]);
  });

  test("a connection that breaks off in an upload leaves nothing", async () => {
    const count = (await studio().api.all("/api/datasets")).length;
    const { port } = new URL(studio().origin);
    const socket = connect(Number(port), "127.0.0.1");
    socket.write(
      `POST /api/datasets HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: 9000000\r\n\r\n` +
        `--x\r\ncontent-disposition: form-data; name="file"; filename="a.jsonl"\r\n\r\n${linesOf(makeRows(2000))}`,
    );
    await vi.waitFor(async () => expect((await uploadsOf(studio())).length).toBe(1), { timeout: 5000 });
    socket.destroy();
    await vi.waitFor(async () => expect(await uploadsOf(studio())).toEqual([]), { timeout: 5000 });
    expect((await studio().api.all("/api/datasets")).length).toBe(count);
  });

  test.each([
    ["no name", { rows: [{ question: "a", answer: "b" }] }, "name"],
    ["an empty name", { name: " ", rows: [{ question: "a", answer: "b" }] }, "name"],
    ["no rows", { name: "x" }, "rows"],
    ["an empty list of rows", { name: "x", rows: [] }, "rows"],
    ["an unknown task", { name: "x", task: "chess", rows: [{ question: "a", answer: "b" }] }, "task"],
    ["no good row", { name: "x", rows: [{ foo: 1 }, 7] }, "line 1"],
  ])("%s is 422 and the field is named", async (_, body, field) => {
    const answer = await studio().api.call("POST", "/api/datasets", body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map(({ path: at }: { path: string }) => at)).toContain(field);
  });

  test("a file without a good line, an empty one, a packed one are refused and leave nothing", async () => {
    const { api } = studio();
    const count = (await api.all("/api/datasets")).length;
    expect((await api.call("POST", "/api/datasets", formOf('{"a":1}\n{"b":2}\n'))).status).toBe(422);
    expect((await api.call("POST", "/api/datasets", formOf(""))).status).toBe(422);
    expect((await api.call("POST", "/api/datasets", formOf("PK\u0003\u0004 zip", {}, "a.zip"))).status).toBe(
      415,
    );
    expect(
      (await api.call("POST", "/api/datasets", formOf(linesOf(makeRows(1)), { task: "chess" }))).status,
    ).toBe(422);
    expect(
      (await api.call("POST", "/api/datasets", formOf(linesOf(makeRows(1)), { name: "x".repeat(201) })))
        .status,
    ).toBe(422);
    expect((await api.all("/api/datasets")).length).toBe(count);
    expect(await uploadsOf(studio())).toEqual([]);
  });

  test("one hostile line never rejects the file", async () => {
    const deep = `{"question":"deep","answer":"1","extra":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
    const proto = `{"question":"proto","answer":"1","__proto__":{"polluted":true}}`;
    const nul = JSON.stringify({ question: "nul \0", answer: "1" });
    const { status, body } = await studio().api.call(
      "POST",
      "/api/datasets",
      formOf(`${deep}\n${proto}\n${nul}\n${linesOf(makeRows(1))}`),
    );
    expect(status).toBe(201);
    expect(body.questionCount).toBeGreaterThanOrEqual(2);
    expect(body.questionCount + body.rejected.length).toBe(4);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    const listed = (await (await fetch(`${studio().origin}/api/datasets/${body.id}/questions`)).json()) as {
      items: unknown[];
    };
    expect(listed.items.length).toBe(body.questionCount);
  });

  test("DELETE is 204, then 404; 409 while a run uses it, whatever its status, and free again after the run", async () => {
    const { api } = studio();
    const dataset = await addRows(api, 2);
    const { server, endpointId } = await addServer(api);
    const run = (await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId, { start: false })))
      .body;
    expect((await api.get(`/api/datasets/${dataset.id}`)).runCount).toBe(1);
    const refused = await api.call("DELETE", `/api/datasets/${dataset.id}`);
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining("run")]);
    await api.call("POST", `/api/runs/${run.id}/cancel`);
    expect((await api.call("DELETE", `/api/datasets/${dataset.id}`)).status).toBe(409);
    expect((await api.call("DELETE", `/api/runs/${run.id}`)).status).toBe(204);
    expect((await api.call("DELETE", `/api/datasets/${dataset.id}`)).status).toBe(204);
    for (const [method, address] of [
      ["DELETE", ""],
      ["GET", ""],
      ["GET", "/questions"],
    ] as const)
      expect((await api.call(method, `/api/datasets/${dataset.id}${address}`)).status).toBe(404);
    await server.close();
  });
});
