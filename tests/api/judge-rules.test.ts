import { afterAll, expect, test } from "vitest";
import type { Json } from "../support/api-client.ts";
import type { EndpointServer } from "../support/endpoint-server.ts";
import { describeStudios } from "../support/server.ts";
import { addServer, requestOf } from "./questions.ts";

const servers: EndpointServer[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
});

let made = 0;
const fresh = (): string => `no. ${(made += 1)}`;
const wholeText = { kind: "whole" };

describeStudios("a data set's rule and its golds over HTTP", (studio) => {
  const addGolds = async (golds: readonly string[], task = "custom"): Promise<Json> => {
    const rows = golds.map((answer) => ({ question: `What stands in cup ${fresh()}?`, answer }));
    const { body } = await studio().api.call("POST", "/api/datasets", { name: `cups ${made}`, task, rows });
    return body;
  };
  const problemsOf = async (id: string): Promise<Json[]> =>
    await studio().api.all(`/api/datasets/${id}/gold-problems`, 2);
  const post = async (id: string, body: object) =>
    await studio().api.call("POST", `/api/datasets/${id}/rules`, body);

  test("an upload lists each gold that its task cannot read, with line, gold and reason", async () => {
    const lines = [
      { question: `Cup ${fresh()}?`, answer: "#### 12" },
      { question: `Cup ${fresh()}?` },
      { question: `Cup ${fresh()}?`, answer: "#### twelve dozen cups" },
      { question: `Cup ${fresh()}?`, answer: "#### 7" },
      { question: `Cup ${fresh()}?`, answer: "#### none" },
    ];
    const form = new FormData();
    form.set("task", "gsm8k");
    form.set("file", new Blob([lines.map((line) => `${JSON.stringify(line)}\n`).join("")]), "cups.jsonl");
    const { body } = await studio().api.call("POST", "/api/datasets", form);
    expect(body.goldCheck).toMatchObject({ ruleVersion: null, problems: 2 });
    expect((await problemsOf(body.id)).map(({ line, gold, problem }) => [line, gold, problem])).toEqual([
      [3, "twelve dozen cups", "no-number"],
      [5, "none", "no-number"],
    ]);
  });

  test("a letter that is none of the choices, LaTeX without a type and an over-long gold are told apart", async () => {
    const formula = await addGolds(["\\frac{1}{2}", "\\oint_? x", `${"9".repeat(2_001)}`], "math");
    expect((await problemsOf(formula.id)).map(({ index, problem }) => [index, problem])).toEqual([
      [1, "no-formula"],
      [2, "too-large"],
    ]);
    const letter = await addGolds(["B", "teapot"], "csqa");
    expect((await problemsOf(letter.id)).map(({ problem }) => problem)).toEqual(["not-a-choice"]);
  });

  test("a rule becomes version 1 and reads the golds; the task's judge comes back with null", async () => {
    const { id } = await addGolds(["tea", "7 spoons", "8"]);
    const numeric = { kind: "numeric", absolute: "0.5", extraction: { kind: "after", marker: "So:" } };
    const { status, body } = await post(id, { rule: numeric, note: "  numbers only ", author: "Ada" });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      version: 1,
      note: "numbers only",
      author: "Ada",
      isCurrent: true,
      runs: [],
      rule: { ...numeric, relative: null },
    });
    expect((await problemsOf(id)).map(({ gold }) => gold)).toEqual(["tea"]);
    const back = await studio().api.call("PUT", `/api/datasets/${id}/rules`, { version: null });
    expect(back.body).toMatchObject({ ruleVersion: null, goldCheck: { ruleVersion: null, problems: 0 } });
    const second = await post(id, { rule: { kind: "exact", extraction: wholeText } });
    expect(second.body.version).toBe(2);
    const { items } = await studio().api.get(`/api/datasets/${id}/rules`);
    expect(items.map(({ version, isCurrent }: Json) => [version, isCurrent])).toEqual([
      [2, true],
      [1, false],
    ]);
    expect((await studio().api.call("PUT", `/api/datasets/${id}/rules`, { version: 9 })).status).toBe(404);
  });

  test("versions added at once take different numbers", async () => {
    const { id } = await addGolds(["tea"]);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => post(id, { rule: { kind: "exact", extraction: wholeText } })),
    );
    expect(answers.map(({ body }) => body.version).sort()).toEqual([1, 2, 3, 4, 5]);
  });

  test("a rule that breaks its own form is 422 and names the field", async () => {
    const { id } = await addGolds(["tea"]);
    const paths = async (rule: object): Promise<string[]> => {
      const { status, body } = await post(id, { rule });
      expect(status).toBe(422);
      return body.errors.map(({ path }: Json) => path);
    };
    expect(await paths({ kind: "regex", pattern: "(tea" })).toEqual(["rule.pattern"]);
    expect(await paths({ kind: "regex", pattern: "tea", group: 1 })).toEqual(["rule.group"]);
    expect(await paths({ kind: "exact", extraction: { kind: "regex", pattern: "[" } })).toEqual([
      "rule.extraction.pattern",
    ]);
    expect(await paths({ kind: "numeric", absolute: "-1" })).toEqual(["rule.absolute"]);
    expect(await paths({ kind: "f1", threshold: "0" })).toEqual(["rule.threshold"]);
    expect(await paths({ kind: "guess" })).toEqual(["rule.kind"]);
    expect((await studio().api.get(`/api/datasets/${id}/rules`)).items).toEqual([]);
  });

  test("a pattern that runs away is 422 and names the field; nothing is stored", async () => {
    const { id } = await addGolds(["tea"]);
    const { status, body } = await post(id, {
      rule: { kind: "exact", extraction: { kind: "regex", pattern: "(t+)+\\.$", group: 1 } },
    });
    expect([status, body.errors[0].path]).toEqual([422, "rule.extraction.pattern"]);
    expect(body.errors[0].message).toMatch(/repetition/);
    expect((await studio().api.get(`/api/datasets/${id}/rules`)).items).toEqual([]);
  });

  test("a trial judges pasted texts and golds and stores nothing", async () => {
    const { id } = await addGolds(["tea|chai", "||", "milk"]);
    const rule = { kind: "accepted", extraction: { kind: "last_line" } };
    const text = "It smells of cardamom.\n**Chai!**";
    const { body } = await studio().api.call("POST", `/api/datasets/${id}/rules/try`, {
      rule,
      items: [
        { text, gold: "tea|chai" },
        { text: "cocoa", gold: "tea|chai" },
      ],
      golds: 10,
    });
    expect(body.items.map(({ verdict }: Json) => verdict)).toEqual(["correct", "incorrect"]);
    const { answer } = body.items[0];
    expect(text.slice(answer.start, answer.end)).toBe(answer.raw);
    expect(body.golds).toMatchObject({ read: 3, problems: 1, first: [{ index: 1, problem: "no-list" }] });
    expect(await problemsOf(id)).toEqual([]);
    expect((await studio().api.get(`/api/datasets/${id}/rules`)).items).toEqual([]);
  });

  test("a run judges by the rule that counts when it is made and keeps it, through an import too", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api, { gold: () => "12.0004", rightShare: 1 });
    servers.push(server);
    const { id } = await addGolds(["12"], "gsm8k");
    await post(id, { rule: { kind: "numeric", absolute: "0.001" } });
    const { body } = await api.call("POST", "/api/runs", requestOf(id, endpointId));
    await post(id, { rule: { kind: "numeric" } });
    const run = await api.ended(body.id);
    const { version, ...judge } = run.judge;
    expect(version).not.toBe("");
    expect(judge).toEqual({
      ruleVersion: 1,
      rule: { kind: "numeric", absolute: "0.001", relative: null, extraction: { kind: "task" } },
    });
    const [listed] = await api.all(`/api/runs/${run.id}/trees`);
    const tree = await api.get(`/api/trees/${listed.id}`);
    expect(tree.judge).toEqual(run.judge);
    const leaves = tree.nodes.filter(({ verdict }: Json) => verdict !== null);
    expect(new Set(leaves.map(({ verdict }: Json) => verdict))).toEqual(new Set(["correct"]));
    expect(new Set(leaves.map((node: Json) => node.judge.reason))).toEqual(new Set(["within-tolerance"]));

    const rules = await api.get(`/api/datasets/${id}/rules`);
    expect(rules.items.map(({ version: own, runs }: Json) => [own, runs])).toEqual([
      [2, []],
      [1, [{ id: run.id, name: run.name }]],
    ]);
    const { body: tried } = await api.call("POST", `/api/datasets/${id}/rules/try`, {
      rule: { kind: "numeric" },
      stored: 5,
    });
    expect(tried.items).toMatchObject([
      { verdict: "incorrect", gold: "12", stored: { treeId: listed.id, verdict: "correct" } },
    ]);
  });
});
