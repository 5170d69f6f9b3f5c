import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRows } from "../../lib/datasets/read-rows.ts";
import { collect, inChunks } from "./bytes.ts";

const read = async (content: string | Uint8Array, fileName = "", size?: number) =>
  await collect(readRows(inChunks(content, size), { fileName }));
const rowsOf = (all: Awaited<ReturnType<typeof read>>): unknown[] =>
  all.flatMap((each) => ("row" in each ? [each.row] : []));
const badLines = (all: Awaited<ReturnType<typeof read>>): number[] =>
  all.flatMap((each) => ("reason" in each ? [each.line] : []));

describe("JSONL", () => {
  test("readRows names the broken line and keeps the rest", async () => {
    const all = await read('{"q":1}\n{"q":2}\n{"q": "broken\n\n{"q":3}');
    expect(rowsOf(all)).toEqual([{ q: 1 }, { q: 2 }, { q: 3 }]);
    expect(all[2]).toMatchObject({ line: 3, reason: expect.stringContaining("not JSON") });
    expect(all[3]).toEqual({ line: 5, row: { q: 3 } });
  });

  test("readRows takes rows that happen to hold data as rows", async () => {
    expect(rowsOf(await read('{"q":1}\n{"q":2,"data":[{"q":9}]}\n'))).toEqual([
      { q: 1 },
      { q: 2, data: [{ q: 9 }] },
    ]);
  });

  test("readRows takes a byte-order mark, CRLF and a first line that is broken", async () => {
    expect(rowsOf(await read('\ufeff{"q":1}\r\n\r\n{"q":2}\r\n'))).toEqual([{ q: 1 }, { q: 2 }]);
    expect(badLines(await read('oops\n{"q":1}\n', "rows.jsonl"))).toEqual([1]);
  });

  test("readRows rejects a line that is not UTF-8, and only that line", async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"q":"é"}\n{"q":"'),
      Buffer.from([0xff, 0xc3]),
      Buffer.from('"}\n{"q":"ü"}\n'),
    ]);
    const all = await read(bytes, "", 3);
    expect(rowsOf(all)).toEqual([{ q: "é" }, { q: "ü" }]);
    expect(all[1]).toEqual({ line: 2, reason: "not UTF-8: save the file as UTF-8" });
  });

  test("readRows rejects a row over 1 MB by its line and reads on", async () => {
    const all = await read(`{"q":1}\n{"q":"${"x".repeat(2 * 1024 ** 2)}"}\n{"q":2}\n`, "", 65_536);
    expect(rowsOf(all)).toEqual([{ q: 1 }, { q: 2 }]);
    expect(all[1]).toEqual({ line: 2, reason: "longer than 1 MB: shorten it or remove it" });
  });

  test("readRows refuses a file over 512 MB without holding it", async () => {
    const chunk = new Uint8Array(16 * 1024 ** 2).fill(0x61);
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield chunk;
    }
    await expect(collect(readRows(endless(), { fileName: "big.jsonl" }))).rejects.toMatchObject({
      code: "too_large",
    });
  });
});

describe("JSON arrays", () => {
  test("readRows gives the line an element starts on and goes on after a broken one", async () => {
    const all = await read(
      '[\n  {"q": 1},\n  {"q": "unclosed},\n  {"q": {"deep": ["}", 2]}},\n  {"q": 3,\n  {"q": 4}\n]',
    );
    expect(all.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
    expect(rowsOf(all)).toEqual([{ q: 1 }, { q: { deep: ["}", 2] } }, { q: 4 }]);
  });

  test("readRows goes on after a bracket that is never closed", async () => {
    const all = await read('[{"q":[[1},\n{"q":2},\n{"q":3}]');
    expect(badLines(all)).toEqual([1]);
    expect(rowsOf(all)).toEqual([{ q: 2 }, { q: 3 }]);
  });

  test("readRows names the element in which a truncated array ends", async () => {
    const all = await read('[{"q":1},\n{"q":2},\n{"q":"cut of');
    expect(rowsOf(all)).toHaveLength(2);
    expect(all.at(-1)).toEqual({ line: 3, reason: "the file ends within this row: it was cut off" });
  });

  test("readRows names elements that are no objects", async () => {
    expect(badLines(await read('[1,\n"two",\n{"q":3},\nnull]'))).toEqual([1, 2, 4]);
  });

  test("readRows finds the array under data, whatever stands around it", async () => {
    expect(
      rowsOf(await read('{"version":{"data":[0]},"list":[1],"data":[{"q":1},{"q":2}],"more":{"q":9}}')),
    ).toEqual([{ q: 1 }, { q: 2 }]);
  });

  test("readRows takes objects written over many lines", async () => {
    expect(rowsOf(await read('{\n "q": 1\n}\n{\n "q": 2\n}\n', "rows.json"))).toEqual([{ q: 1 }, { q: 2 }]);
  });

  test("readRows rejects an element over 1 MB and reads on", async () => {
    const all = await read(`[{"q":1},\n{"q":"${"x".repeat(2 * 1024 ** 2)}"},\n{"q":2}]`, "", 65_536);
    expect(rowsOf(all)).toEqual([{ q: 1 }, { q: 2 }]);
    expect(badLines(all)).toEqual([2]);
  });

  test("readRows gives back any list of objects, however it is laid out and cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0, 1, 2),
        async (rows, size, indent) => {
          const expected: unknown = JSON.parse(JSON.stringify(rows));
          expect(rowsOf(await read(JSON.stringify(rows, null, indent), "", size))).toEqual(expected);
          expect(
            rowsOf(await read(rows.map((row) => JSON.stringify(row)).join("\n"), "rows.jsonl", size)),
          ).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("CSV", () => {
  test("readRows reads quotes, line ends within quotes and CRLF, with the record's first line", async () => {
    const all = await read('question,answer\r\n"one, ""two""",1\r\n\r\n"three\r\n\r\nfour",2\r\nfive,3\r\n');
    expect(all).toEqual([
      { line: 2, row: { question: 'one, "two"', answer: "1" } },
      { line: 4, row: { question: "three\n\nfour", answer: "2" } },
      { line: 7, row: { question: "five", answer: "3" } },
    ]);
  });

  test("readRows tells semicolons, tabs and bars from the header", async () => {
    for (const mark of [";", "\t", "|"])
      expect(rowsOf(await read(`question${mark}answer\nWhat, then?${mark}4\n`))).toEqual([
        { question: "What, then?", answer: "4" },
      ]);
  });

  test("readRows loses one line to a quote that is never closed", async () => {
    const all = await read('question,answer\n"open,1\nfine,2\nalso fine,3\n');
    expect(badLines(all)).toEqual([2]);
    expect(rowsOf(all)).toHaveLength(2);
  });

  test("readRows rejects a record with another number of fields than the header", async () => {
    const all = await read("question,answer\nWhat, then?,4\nonly one\nfine,5\n");
    expect(badLines(all)).toEqual([2, 3]);
    expect(rowsOf(all)).toEqual([{ question: "fine", answer: "5" }]);
  });

  test("readRows reads 40,000 open quotes in one pass", async () => {
    const all = await read(`question,answer\n${'"x,1\n'.repeat(40_000)}`, "", 65_536);
    expect(badLines(all)).toHaveLength(40_000);
  });

  test("readRows gives back any table written with quotes", async () => {
    const cell = fc.string({ minLength: 1, unit: fc.constantFrom("a", '"', ",", "\n", " ", "é", ";") });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1 }),
        fc.integer({ min: 1, max: 30 }),
        async (cells, size) => {
          const quoted = cells
            .map((record) => record.map((text) => `"${text.replaceAll('"', '""')}"`).join(","))
            .join("\n");
          expect(rowsOf(await read(`question,answer\n${quoted}\n`, "table.csv", size))).toEqual(
            cells.map(([question, answer]) => ({ question, answer })),
          );
        },
      ),
    );
  });
});

test("readRows says what to do with archives and UTF-16, and that Parquet is no stream", async () => {
  for (const start of ["PAR1", "PK\u0003\u0004"])
    await expect(read(`${start}…`)).rejects.toMatchObject({ code: "unsupported_media" });
  await expect(read(Buffer.from([0x1f, 0x8b, 8]))).rejects.toThrow(/Unpack/);
  await expect(read(Buffer.from([0xff, 0xfe, 0x7b, 0]))).rejects.toThrow(/UTF-8/);
});

test("readRows tells the layout of a first text that is cut off among quotes at once", async () => {
  const startedAt = performance.now();
  await read(`{"${'\\"'.repeat(40_000)}\\`, "a.json");
  expect(performance.now() - startedAt).toBeLessThan(1000);
});

test("readRows gives nothing for an empty file", async () => {
  expect(await read("")).toEqual([]);
  expect(await read("[]")).toEqual([]);
  expect(await read("\n\n")).toEqual([]);
});
