import fc from "fast-check";
import { expect, test } from "vitest";
import { type ChangeName, diffProvenance } from "../../lib/export/diff-provenance.ts";
import { readProvenanceLine, type ProvenanceLine } from "../../lib/export/provenance-line.ts";

type Row = {
  id: number;
  kind: "sft" | "dpo" | "kto" | "grpo";
  role: string;
  split: string;
  value: number;
  decision: string | null;
  isTurned: boolean;
};

const anyRow = fc.record({
  id: fc.nat(30),
  kind: fc.constantFrom<Row["kind"]>("sft", "dpo", "kto", "grpo"),
  role: fc.constantFrom("asker", "closer"),
  split: fc.constantFrom("train", "validation"),
  value: fc.constantFrom(0, 0.25, 1),
  decision: fc.constantFrom(null, "accept", "swap"),
  isTurned: fc.boolean(),
});
/** Rows of an export: none twice. */
const anyRows = fc.uniqueArray(anyRow, { selector: ({ id, kind, role }) => `${kind} ${role} ${id}` });

const textOf = ({ id, kind, role, split, value, decision, isTurned }: Row, row: number): string => {
  const place = { file: `data/${kind}_${role}_${split}.jsonl`, row, kind, role, split };
  const ids = { runId: "r", treeId: kind === "grpo" ? `t${id}` : "t", questionId: "q" };
  if (kind === "grpo") return JSON.stringify({ ...place, ...ids, nodeId: null, value: null });
  if (kind !== "dpo")
    return JSON.stringify({
      ...place,
      ...ids,
      nodeId: `n${id}`,
      value,
      ...(kind === "kto" && { label: isTurned }),
    });
  const [chosen, rejected] = isTurned ? ["b", "a"] : ["a", "b"];
  const values = isTurned
    ? { chosenValue: 0.5, rejectedValue: value }
    : { chosenValue: value, rejectedValue: 0.5 };
  return JSON.stringify({
    ...place,
    ...ids,
    chosenNodeId: `${chosen}${id}`,
    rejectedNodeId: `${rejected}${id}`,
    ...values,
    decision,
  });
};

const linesOf = (rows: readonly Row[]) =>
  async function* (): AsyncGenerator<ProvenanceLine> {
    for (const [at, row] of rows.entries()) yield readProvenanceLine(textOf(row, at));
  };

const sourceOf = (rows: readonly Row[]) => ({ open: linesOf(rows), rows: rows.length });

/** By the rows that were drawn, not by their lines. */
const expectedChanges = (a: Row, b: Row): ChangeName[] => {
  const names: ChangeName[] = [];
  if (a.kind === "dpo" && a.decision !== b.decision) names.push("decision");
  if (a.kind === "dpo" && a.isTurned !== b.isTurned) names.push("turned");
  if (a.split !== b.split) names.push("split");
  if (a.kind !== "grpo" && a.value !== b.value) names.push("value");
  if (a.kind === "kto" && a.isTurned !== b.isTurned) names.push("label");
  return names;
};

test("diffProvenance(a, b) finds what is added, removed and changed by identity, in any order and any number of passes", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyRows,
      anyRows,
      fc.integer({ min: 1, max: 50 }),
      fc.nat(6),
      async (a, b, atOnce, first) => {
        const diff = await diffProvenance({ a: sourceOf(a), b: sourceOf(b), first }, atOnce);
        const nameOf = ({ id, kind, role }: Row) => `${kind} ${role} ${id}`;
        const [left, right] = [a, b].map((rows) => new Map(rows.map((row) => [nameOf(row), row])));
        const added = b.filter((row) => !left!.has(nameOf(row)));
        const removed = a.filter((row) => !right!.has(nameOf(row)));
        const both = a.flatMap((row) => {
          const other = right!.get(nameOf(row));
          return other ? [{ row, other, changes: expectedChanges(row, other) }] : [];
        });
        const changed = both.filter(({ changes }) => changes.length > 0);
        const total = { added: 0, removed: 0, changed: 0, same: 0 };
        for (const byRole of Object.values(diff.counts))
          for (const counts of Object.values(byRole))
            for (const key of ["added", "removed", "changed", "same"] as const) total[key] += counts[key];
        expect(total).toEqual({
          added: added.length,
          removed: removed.length,
          changed: changed.length,
          same: both.length - changed.length,
        });
        const closers = (rows: readonly Row[]) =>
          rows.filter(({ kind, role }) => kind === "dpo" && role === "closer").length;
        expect(diff.counts["dpo"]?.["closer"]?.added ?? 0).toBe(closers(added));
        expect(diff.added.map(({ row }) => b[row])).toEqual(added.slice(0, first));
        expect(diff.removed.map(({ row }) => a[row])).toEqual(removed.slice(0, first));
        expect(diff.changed.map((one) => [a[one.a.row], b[one.b.row], one.changes])).toEqual(
          changed.slice(0, first).map(({ row, other, changes }) => [row, other, changes]),
        );
        for (const [name, count] of Object.entries(diff.changes))
          expect([name, count]).toEqual([
            name,
            changed.filter(({ changes }) => changes.includes(name as ChangeName)).length,
          ]);
      },
    ),
  );
});

test("diffProvenance(an export, itself in another order) finds nothing", async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, async (rows) => {
      const diff = await diffProvenance({ a: sourceOf(rows), b: sourceOf(rows.toReversed()), first: 5 }, 7);
      expect([diff.added, diff.removed, diff.changed]).toEqual([[], [], []]);
    }),
  );
});
