import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTreeLine, toInterchange } from "../../lib/export/interchange.ts";
import { readTrees } from "../../lib/export/read-trees.ts";
import type { TreeLine } from "../../lib/export/tree-line.ts";
import { writeTrees } from "../../lib/export/write-trees.ts";
import { collect, inChunks } from "../datasets/bytes.ts";
import { parseLines, readZip } from "./read-zip.ts";
import { recipeOf, runFacts } from "./samples.ts";

const rolesOf = (protocol: string) =>
  protocol === "toy"
    ? [
        { name: "asker", depth: 1 },
        { name: "closer", depth: 2 },
      ]
    : null;
const node = (id: string, nodePath: string, fields: object = {}) => ({
  id,
  path: nodePath,
  role: nodePath.includes(".") ? "closer" : "asker",
  text: `text of ${id}`,
  ...fields,
});
const line = (fields: object = {}): string =>
  JSON.stringify({
    schema: "malthouse.tree/1",
    runId: "r1",
    protocol: "toy",
    question: "2 + 2?",
    gold: "4",
    nodes: [node("b", "1.1", { verdict: "correct" }), node("a", "1")],
    ...fields,
  });
const read = (fields: object = {}): TreeLine => {
  const result = readTreeLine(line(fields), rolesOf);
  if ("errors" in result) throw new Error(JSON.stringify(result.errors));
  return result.tree;
};
const complaints = (fields: object): string[] => {
  const result = readTreeLine(line(fields), rolesOf);
  return "errors" in result ? result.errors.map((error) => error.path) : [];
};

describe("readTreeLine", () => {
  test("fills in what is left out, in path order", () => {
    const tree = read();
    expect(tree).toMatchObject({
      unknownLeaves: null,
      config: null,
      decisions: [],
      overrides: [],
      failures: [],
      task: null,
    });
    expect(
      tree.nodes.map(({ id, parentId, depth, ordinal, verdict }) => [id, parentId, depth, ordinal, verdict]),
    ).toEqual([
      ["a", null, 1, 1, null],
      ["b", "a", 2, 1, "correct"],
    ]);
  });

  test("refuses what nests too deep to be stored", () => {
    const deep = line().replace('"runId":"r1"', `"meta":{"a":${"[".repeat(20_000)}${"]".repeat(20_000)}}`);
    expect(readTreeLine(deep, rolesOf)).toEqual({
      errors: [{ path: "", message: expect.stringContaining("levels deep") }],
    });
  });

  test("takes fields it does not know", () => {
    expect(read({ mood: "sunny", nodes: [node("a", "1", { mood: 1 })] }).nodes).toHaveLength(1);
  });

  test("lets a node's override stand in for a history that is missing", () => {
    const override = { verdict: "incorrect", author: "Ada", reason: "misread", at: "2026-01-02T03:04:05Z" };
    expect(read({ nodes: [node("a", "1"), node("b", "1.1", { override })] }).overrides).toEqual([
      { ...override, nodeId: "b" },
    ]);
  });

  test("names the field that cannot be so", () => {
    expect(complaints({ schema: "malthouse.tree/2" })).toEqual(["schema"]);
    expect(complaints({ protocol: "unheard" })).toEqual(["protocol"]);
    expect(complaints({ nodes: [node("a", "1"), node("b", "1.x")] })).toEqual(["nodes.1.path"]);
    expect(complaints({ nodes: [node("a", "1"), node("b", "2.1")] })).toEqual(["nodes.1.path"]);
    expect(complaints({ nodes: [node("a", "1"), node("a", "2"), node("c", "2")] })).toEqual([
      "nodes.1.id",
      "nodes.2.path",
    ]);
    expect(complaints({ nodes: [node("a", "1"), node("b", "1.1", { parentId: "z" })] })).toEqual([
      "nodes.1.parentId",
    ]);
    expect(complaints({ nodes: [node("a", "1", { role: "stranger" })] })).toEqual(["nodes.0.role"]);
    expect(complaints({ nodes: [node("a", "1", { role: "closer" })] })).toEqual(["nodes.0.path"]);
    expect(
      complaints({ nodes: [node("a", "1", { answer: { raw: "4", normalized: "4", start: 0, end: 1 } })] }),
    ).toEqual(["nodes.0.answer"]);
    expect(complaints({ nodes: [node("a", "1", { text: undefined })] })).toEqual(["nodes.0.text"]);
    expect(complaints({ failures: [{ path: "1", role: "asker" }] })).toEqual(["failures.0.path"]);
    expect(
      complaints({ decisions: [{ chosenNodeId: "a", rejectedNodeId: "gone", verdict: "accept" }] }),
    ).toEqual(["decisions.0.rejectedNodeId"]);
    expect(readTreeLine("{", rolesOf)).toMatchObject({ errors: [{ path: "" }] });
  });

  test("answers any JSON text without throwing", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.jsonValue().map((nodes) => line({ nodes })),
          fc.jsonValue().map((value) => line({ nodes: [value] })),
        ),
        (text) => {
          const result = readTreeLine(text, rolesOf);
          if ("errors" in result) expect(result.errors.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

test("toInterchange gives back what readTreeLine read, every field of the form", () => {
  const anyNode = fc.record({
    text: fc.string({ unit: "binary" }),
    reasoning: fc.option(fc.string()),
    finishReason: fc.option(fc.string()),
    verdict: fc.constantFrom("correct", "unknown", null),
    judge: fc.option(fc.record({ method: fc.string(), reason: fc.string() })),
    value: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    valueNumerator: fc.option(fc.nat()),
    claim: fc.constantFrom("correct", null),
    promptTokens: fc.option(fc.nat()),
    costUsd: fc.option(fc.double({ min: 0, max: 9, noNaN: true })),
  });
  fc.assert(
    fc.property(anyNode, anyNode, fc.option(fc.dictionary(fc.string(), fc.jsonValue())), (a, b, config) => {
      const meta = { level: 3 };
      const decisions = [
        {
          chosenNodeId: "b",
          rejectedNodeId: "a",
          verdict: "clear",
          author: "Bo",
          reason: null,
          at: "2026-01-02T03:04:05Z",
          blind: true,
          leftNodeId: "a",
          bulk: null,
        },
      ];
      const tree = read({ config, meta, decisions, nodes: [node("a", "1", a), node("b", "1.1", b)] });
      const again = readTreeLine(toInterchange(tree), rolesOf);
      expect(again).toEqual({ tree });
      expect(tree).toMatchObject({ meta, decisions });
      expect(tree.nodes.map(({ text, value, costUsd }) => [text, value, costUsd])).toEqual(
        [a, b]
          .map(({ text, value, costUsd }) => [text, value, costUsd])
          .map((each) => each.map((value) => (Object.is(value, -0) ? 0 : value))),
      );
    }),
  );
});

describe("readTrees", () => {
  const trees = async (content: string) => await collect(readTrees(inChunks(content, 50), rolesOf));

  test("gives every line's tree and passes over blank ones", async () => {
    expect(await trees(`${line()}\n\n${line({ question: "3 + 3?" })}\n`)).toHaveLength(2);
  });

  test("refuses the file at the first wrong line, naming line and field", async () => {
    await expect(trees(`${line()}\n${line({ nodes: [node("a", "1.1")] })}\n`)).rejects.toMatchObject({
      code: "invalid_request",
      message: expect.stringMatching(/^Line 2, nodes\.0\.path: /),
      errors: [{ path: "line 2.nodes.0.path" }],
    });
    await expect(trees(`${line()}\n${line({ runId: "r2" })}\n`)).rejects.toThrow(/one file is one run/);
    await expect(trees("\n")).rejects.toThrow(/no tree/);
  });
});

test("writeTrees writes a file a run and a line a tree, read back as they were", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "malthouse-trees-"));
  try {
    const given = [read(), read({ question: "3 + 3?" })];
    const target = path.join(folder, "trees.zip");
    async function* open({ id }: { id: string }) {
      for (const [index, tree] of given.entries())
        yield { treeId: `${id}-${index}`, questionId: null, line: toInterchange({ ...tree, runId: id }) };
    }
    const { files } = await writeTrees({
      recipe: recipeOf({ format: "trees" }),
      runs: [runFacts, { ...runFacts, id: "r2" }],
      open,
      target,
    });
    const zip = readZip(await readFile(target));
    expect(files.map((file) => [file.path, file.rows])).toEqual([
      ["README.md", null],
      ["data/trees_1.jsonl", 2],
      ["data/trees_2.jsonl", 2],
      ["manifest.json", null],
      ["provenance.jsonl", 4],
    ]);
    expect(await collect(readTrees(inChunks(zip.get("data/trees_1.jsonl") ?? ""), rolesOf))).toEqual(given);
    expect(parseLines(zip.get("provenance.jsonl"))[2]).toEqual({
      file: "data/trees_2.jsonl",
      row: 0,
      kind: "trees",
      runId: "r2",
      treeId: "r2-0",
      questionId: null,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
