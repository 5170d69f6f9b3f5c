import type { Store } from "../../db/client.ts";
import { getRun } from "../../db/queries/runs.ts";
import type { RunRow } from "../../db/rows.ts";
import { importRun } from "../../lib/engine/import-run.ts";
import { outgoingTrees } from "../../lib/engine/outgoing-trees.ts";
import { inChunks } from "../datasets/bytes.ts";
import { recordOf } from "../support/arbitrary-tree.ts";

export type Line = Record<string, unknown>;

export async function linesOf(store: Store, runId: string): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const { line } of outgoingTrees(store, await getRun(store, runId)))
    lines.push(JSON.parse(line) as Line);
  return lines;
}

export const importLines = (
  store: Store,
  lines: readonly unknown[],
  given: { name?: string } = {},
): Promise<RunRow> =>
  importRun(
    store,
    inChunks(lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"), 4096),
    {
      fileName: "trees.jsonl",
      ...given,
    },
  );

/** A line by hand: verdicts as in recordOf, values and labels that are not true. */
export const lineOf = (verdicts: readonly (readonly string[])[], more: Line = {}): Line => ({
  schema: "malthouse.tree/1",
  runId: "r",
  protocol: "malt",
  question: "How many?",
  gold: "42",
  threshold: 0.5,
  nodes: recordOf(verdicts).nodes.map(({ path, role, text, verdict }) => ({
    id: `n${path}`,
    role,
    path,
    text,
    verdict,
    value: 0.123,
    label: "positive",
  })),
  ...more,
});
