import fc from "fast-check";
import { expect, test } from "vitest";
import { permuteLeaves } from "../../lib/export/label-draw.ts";

const verdicts = fc.constantFrom("correct" as const, "incorrect" as const, "unknown" as const, null);
const nodes = fc.array(
  fc.record({ role: fc.constantFrom("asker", "closer"), verdict: verdicts }).map((node) => ({
    ...node,
    path: "1",
    claim: null,
  })),
  { maxLength: 30 },
);
const isLeaf = ({ role }: { role: string }): boolean => role === "closer";

test("permuteLeaves(nodes) keeps every node in its place, the others' verdicts, and how many leaves have which", () => {
  fc.assert(
    fc.property(nodes, fc.string(), (given, lot) => {
      const permuted = permuteLeaves(given, isLeaf, lot);
      expect(permuted.map(({ role }) => role)).toEqual(given.map(({ role }) => role));
      expect(permuted.filter((node) => !isLeaf(node))).toEqual(given.filter((node) => !isLeaf(node)));
      const said = (all: typeof given) =>
        all
          .filter(isLeaf)
          .map(({ verdict }) => String(verdict))
          .sort();
      expect(said(permuted)).toEqual(said(given));
      expect(permuteLeaves(given, isLeaf, lot)).toEqual(permuted);
    }),
  );
});

test("permuteLeaves(nodes) puts each verdict everywhere alike", () => {
  const given = [1, 2, 3].map((place) => ({
    role: "closer",
    path: String(place),
    claim: null,
    verdict: place === 1 ? ("correct" as const) : ("incorrect" as const),
  }));
  const places = Array.from({ length: 3000 }, (_, lot) =>
    permuteLeaves(given, isLeaf, String(lot)).findIndex(({ verdict }) => verdict === "correct"),
  );
  // Of 3,000 fair draws over three places one place gets 1,000 ± 26; five such widths are never left by chance.
  for (const place of [0, 1, 2])
    expect(Math.abs(places.filter((found) => found === place).length - 1000)).toBeLessThan(130);
});
