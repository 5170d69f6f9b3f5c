import { expect, test } from "vitest";
import { sameEachTime } from "../../lib/engine/same-each-time.ts";
import type { Candidate } from "../../lib/export/candidate.ts";
import { realLabels } from "../../lib/export/label-draw.ts";
import { sftOf } from "../export/samples.ts";

const drain = async (candidates: AsyncIterable<Candidate>): Promise<number> => {
  let count = 0;
  for await (const _ of candidates) count += 1;
  return count;
};

test("sameEachTime(open) lets equal reads pass and ends one whose values, labels or rows are others", async () => {
  const rows = [sftOf("one"), sftOf("two")];
  let given: readonly Candidate[] = rows;
  const open = sameEachTime(async function* () {
    yield* given;
  });
  expect([await drain(open(realLabels)), await drain(open(realLabels))]).toEqual([2, 2]);
  const [first, second] = rows;
  const changed: readonly (readonly Candidate[])[] = [
    [first!],
    [second!, first!],
    [first!, { ...second!, output: { ...second!.output, value: 0.25 } }],
    [first!, { ...second!, isPaired: !second!.isPaired }],
  ];
  for (const other of changed) {
    given = other;
    await expect(drain(open(realLabels))).rejects.toThrow(
      /changed while this export was written\. Build it again/,
    );
  }
  given = [first!];
  expect(await drain(open({ labels: "shuffled", permutation: 1 }))).toBe(1);
});
