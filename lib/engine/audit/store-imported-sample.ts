import type { Tx } from "../../../db/client.ts";
import { addBlindVerdict, addSample } from "../../../db/queries/audit-samples.ts";
import type { RunRow } from "../../../db/rows.ts";
import type { StoredRunJudge } from "../../../db/stored-types.ts";
import type { TreeLine } from "../../export/tree-line.ts";

type Sampled = NonNullable<TreeLine["sampled"]>[number];
/** A sampled leaf under its new ids. */
export type ImportedLeaf = Sampled & { readonly treeId: string };
type SampleFacts = NonNullable<NonNullable<TreeLine["run"]>["sample"]>;

/** Stores the blind sample of an imported run with what people said of it, so that the judge's error rates survive a move. */
export async function storeImportedSample(
  tx: Tx,
  run: RunRow,
  { at, author, ...facts }: Omit<SampleFacts, "judge"> & { readonly judge: StoredRunJudge | null },
  leaves: readonly ImportedLeaf[],
): Promise<void> {
  const createdAt = at === null ? new Date() : new Date(at);
  const shown = leaves.toSorted((a, b) => a.ordinal - b.ordinal);
  const sample = await addSample(tx, { ...facts, runId: run.id, author, createdAt }, shown);
  const words = shown.flatMap(({ nodeId, words: said }) =>
    (said ?? []).map((word) => ({ ...word, nodeId, at: word.at === null ? createdAt : new Date(word.at) })),
  );
  for (const { nodeId, verdict, author: by, at: time } of words.toSorted((a, b) => +a.at - +b.at))
    await addBlindVerdict(tx, { sampleId: sample.id, nodeId, verdict, author: by, at: time });
}
