import type { SupposedTree } from "@/lib/client/suppose-tree.ts";
import type { Supposition } from "@/lib/client/supposition.ts";
import { formatNoun } from "@/components/ui/format.ts";
import type { WhatIf } from "./use-what-if.ts";

/** A setting in a few words: "θ 0.60, mean, 1 leaf turned". */
export const wordsOfSetting = ({ threshold, backup, turned }: Supposition): string =>
  [
    backup === "majority" ? "majority" : `θ ${threshold.toFixed(2)}, mean`,
    turned.size > 0 ? `${formatNoun(turned.size, "leaf", "leaves")} turned` : "",
  ]
    .filter(Boolean)
    .join(", ");

/** Positives and pairs by role: as it is, under the pinned setting, and under this one. */
export function WhatIfTable({ shown }: { shown: NonNullable<WhatIf["shown"]> }) {
  const { base, before, now, pinned, tried, fromPinned } = shown;
  if (!before || !pinned) return null;
  const columns = [
    { title: "As it is", tree: base },
    { title: `Pinned: ${wordsOfSetting(pinned)}`, tree: before },
    { title: `This: ${wordsOfSetting(tried)}`, tree: now },
  ];
  return (
    <div className="mt-2 overflow-x-auto">
      <table className="text-left">
        <caption className="sr-only">Positives and pairs by role, under three settings</caption>
        <thead className="text-tiny text-ink3">
          <tr>
            <th scope="col" className="pr-4 font-normal">
              Positive · pairs
            </th>
            {columns.map(({ title }) => (
              <th key={title} scope="col" className="pr-4 font-normal">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {base.tree.roles.map((role) => (
            <tr key={role.name}>
              <th scope="row" className="pr-4 font-semibold">
                {role.title}
              </th>
              {columns.map(({ title, tree }) => (
                <td key={title} className="pr-4">
                  {countRole(tree, role.name)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {fromPinned && (
        <p className="text-ink2 mt-1">
          From the pinned setting to this: {formatNoun(fromPinned.labels.length, "label")} differ, pairs{" "}
          {fromPinned.gained.length} gained, {fromPinned.lost.length} lost.
        </p>
      )}
    </div>
  );
}

function countRole({ tree, pairs }: SupposedTree, role: string): string {
  const nodes = tree.nodes.filter((node) => node.role === role);
  const positive = nodes.filter((node) => node.label === "positive").length;
  return `${positive} of ${nodes.length} · ${pairs.filter((pair) => pair.role === role).length}`;
}
