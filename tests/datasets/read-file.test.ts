import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliCompressSync, gzipSync, zstdCompressSync } from "node:zlib";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readFile } from "../../lib/datasets/read-file.ts";
import { type Columns, schemaOf } from "../../lib/export/columns.ts";
import { toQuestion } from "../../lib/datasets/to-question.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "malthouse-read-"));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

async function read(bytes: Uint8Array | string, name = "questions.parquet") {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  return await Array.fromAsync(readFile(file, { fileName: name }));
}

type WriteOptions = Omit<Parameters<typeof parquetWriteBuffer>[0], "columnData">;
const parquet = (columnData: ColumnSource[], options: WriteOptions = {}): Uint8Array =>
  new Uint8Array(parquetWriteBuffer({ columnData, ...options }));

const sums = (count: number): ColumnSource[] => [
  {
    name: "question",
    data: Array.from({ length: count }, (_, at) => `What is ${at} + ${at}?`),
    type: "STRING",
  },
  {
    name: "answer",
    data: Array.from({ length: count }, (_, at) => `It doubles.\n#### ${2 * at}`),
    type: "STRING",
  },
];

describe("readFile(Parquet)", () => {
  test("gives every row with its number, over many groups", async () => {
    const rows = await read(parquet(sums(2345), { rowGroupSize: 700 }));
    expect(rows.map(({ line }) => line)).toEqual(Array.from({ length: 2345 }, (_, at) => at + 1));
    expect(rows.at(-1)).toEqual({
      line: 2345,
      row: { question: "What is 2344 + 2344?", answer: "It doubles.\n#### 4688" },
    });
  });

  test.each([
    ["GZIP", gzipSync],
    ["BROTLI", brotliCompressSync],
    ["ZSTD", zstdCompressSync],
    ["UNCOMPRESSED", (input: Uint8Array) => input],
  ] as const)("reads what %s packed", async (codec, pack) => {
    const bytes = parquet(sums(300), {
      codec,
      compressors: { [codec]: (input: Uint8Array) => new Uint8Array(pack(input)) },
    });
    expect(await read(bytes)).toEqual(await read(parquet(sums(300))));
  });

  test("whole numbers are numbers where a double holds them, times are text, bytes are left out", async () => {
    const [first] = await read(
      parquet([
        { name: "level", data: [3n], type: "INT64" },
        { name: "huge", data: [2n ** 60n], type: "INT64" },
        { name: "at", data: [new Date("2026-01-02T03:04:05Z")], type: "TIMESTAMP" },
        { name: "picture", data: [new Uint8Array([0xff, 0xd8])], type: "BYTE_ARRAY" },
        { name: "hint", data: [null], type: "STRING" },
      ]),
    );
    expect(first).toMatchObject({
      row: { level: 3, huge: "1152921504606846976", at: "2026-01-02T03:04:05.000Z", hint: null },
    });
  });

  test("a data set's choices as one list of labels and one of texts become a question with its letter", async () => {
    const columns: Columns = {
      question: "text",
      choices: { struct: { label: { list: "text" }, text: { list: "text" } } },
      answerKey: "text",
    };
    const choices = { label: ["A", "B"], text: ["a kiln", "a pond"] };
    const rows = await read(
      parquet(
        [
          { name: "question", data: ["Where is malt dried?"] },
          { name: "choices", data: [choices] },
          { name: "answerKey", data: ["A"] },
        ],
        {
          schema: schemaOf(columns),
        },
      ),
    );
    const [first] = rows;
    if (!first || !("row" in first)) throw new Error("no row");
    expect(toQuestion(first.row, null)).toMatchObject({
      question: { text: "Where is malt dried?\nA. a kiln\nB. a pond", gold: "A" },
      task: "csqa",
    });
  });

  test("a row over 1 MB is named, the rest is kept", async () => {
    const data = ["short?", "x".repeat(1024 ** 2), "again?"];
    const rows = await read(parquet([{ name: "question", data, type: "STRING" }]));
    expect(rows.map((each) => ("reason" in each ? [each.line, "reason"] : [each.line, "row"]))).toEqual([
      [1, "row"],
      [2, "reason"],
      [3, "row"],
    ]);
  });

  test("a damaged file is refused with what to do, wherever it is cut", async () => {
    const whole = parquet(sums(50));
    for (const end of [4, 5, 12, Math.floor(whole.length / 2), whole.length - 1])
      await expect(read(whole.subarray(0, end))).rejects.toMatchObject({
        code: "unsupported_media",
        message: expect.stringContaining("convert it to JSONL"),
      });
    const scratched = whole.slice().fill(0x5a, 30, 120);
    await expect(read(scratched)).rejects.toMatchObject({ code: "unsupported_media" });
  });
});

test("readFile(JSONL) reads by its layout, and an empty file gives nothing", async () => {
  expect(await read('{"question":"1?","answer":"1"}\n', "a.jsonl")).toEqual([
    { line: 1, row: { question: "1?", answer: "1" } },
  ]);
  expect(await read("", "a.jsonl")).toEqual([]);
});
