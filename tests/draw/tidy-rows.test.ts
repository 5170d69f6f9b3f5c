import { hierarchy, tree } from "d3-hierarchy";
import fc from "fast-check";
import { expect, test } from "vitest";
import { flattenPaths } from "../../lib/draw/flatten-paths.ts";
import { tidyRows } from "../../lib/draw/tidy-rows.ts";
import { anyPaths } from "./any-paths.ts";

type Branch = { readonly name: number; readonly children: Branch[] };

test("tidyRows places nodes as d3-hierarchy's tidy tree does", () => {
  fc.assert(
    fc.property(anyPaths(), fc.integer({ min: 0, max: 4 }), (paths, last) => {
      const { branches } = flattenPaths(paths);
      const nested = branches.map((_, name): Branch => ({ name, children: [] }));
      for (const [at, { parent }] of branches.entries()) nested[parent]?.children.push(nested[at]!);
      const drawn = tree<Branch>()
        .nodeSize([10, 1])
        .separation((a, b) => (a.depth < last ? 2.3 : a.parent === b.parent ? 1 : 1.18))(
        hierarchy(nested[0]!),
      );
      const rows = tidyRows(branches, (depth) =>
        depth < last ? { siblings: 23, others: 23 } : { siblings: 10, others: 11.8 },
      );
      drawn.each(({ data, x }) =>
        expect((rows[data.name] ?? 0) - (rows[0] ?? 0)).toBeCloseTo(x - drawn.x, 6),
      );
    }),
    { numRuns: 500 },
  );
});
