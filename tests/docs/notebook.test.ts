import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { nodeTable, pairTable } from "../../lib/engine/run-tables.ts";

type Cell = {
  readonly cell_type: "code" | "markdown";
  readonly id: string;
  readonly source: readonly string[];
  readonly outputs?: readonly unknown[];
};

const read = (file: string): string => readFileSync(new URL(`../../docs/${file}`, import.meta.url), "utf8");
const book = JSON.parse(read("notebooks/run-in-pandas.ipynb")) as {
  nbformat: number;
  cells: readonly Cell[];
};
const code = book.cells.filter(({ cell_type }) => cell_type === "code");
const text = code.map(({ source }) => source.join("")).join("\n\n");

test("the notebook is of format 4, every code cell has been run, and none stopped at an error", () => {
  expect(book.nbformat).toBe(4);
  expect(new Set(book.cells.map(({ id }) => id)).size).toBe(book.cells.length);
  for (const { outputs } of code)
    expect(outputs).toEqual([expect.objectContaining({ output_type: "execute_result" })]);
});

test("the notebook reads no column that the tables lack", () => {
  const columns = new Set([...Object.keys(nodeTable.columns), ...Object.keys(pairTable.columns)]);
  const named = [
    ...text.matchAll(/\b(?:nodes|pairs|claims|longer|inner|whole|first|children)\.([a-z]\w*)\b(?!\()/g),
    ...text.matchAll(/(?:groupby|set_index)\("(\w+)"\)/g),
    ...(/groupby\("role"\)\[\[(.*?)\]\]/.exec(text)?.[1] ?? "").matchAll(/"(\w+)"/g),
  ].map((match) => match[1] ?? "");
  const ofPandas = new Set(["index", "loc", "parquet"]);
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => !columns.has(name) && !ofPandas.has(name))).toEqual([]);
});

test("docs/exports.md shows lines of the notebook", () => {
  const page = read("exports.md");
  expect(page).toContain("notebooks/run-in-pandas.ipynb");
  expect(page).toContain('nodes.groupby("role").value.describe()');
  expect(text).toContain('nodes.groupby("role").value.describe()');
});
