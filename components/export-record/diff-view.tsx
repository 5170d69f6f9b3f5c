import { printField, recipeWord } from "@/components/exports/recipe-words.ts";
import { Card } from "@/components/ui/card.tsx";
import { formatCount, formatNoun } from "@/components/ui/format.ts";
import { Tag } from "@/components/ui/tag.tsx";
import { writeValue } from "@/lib/core/write-value.ts";
import type { ExportDiff, ExportRowPlace } from "@/lib/http/wire/export-rows.ts";
import { RowLinks } from "./row-links.tsx";

const changeWords: Readonly<Record<keyof ExportDiff["changes"], string>> = {
  decision: "another decision",
  turned: "chosen and rejected turned",
  split: "another split",
  value: "other values",
  label: "another label",
};

/** What changed between two exports: in the recipe, by kind and role, and row by row. */
export function DiffView({ diff }: { readonly diff: ExportDiff }) {
  const counted = Object.entries(diff.counts).flatMap(([kind, byRole]) =>
    Object.entries(byRole).map(([role, counts]) => ({ kind, role, counts })),
  );
  const total = (key: "added" | "removed" | "changed"): number =>
    counted.reduce((sum, { counts }) => sum + counts[key], 0);
  const isSame = diff.recipe.length === 0 && diff.files.length === 0;
  return (
    <div className="mt-3.5 flex flex-col gap-3.5">
      <div className="grid items-start gap-3.5 lg:grid-cols-2">
        <Card className="px-4 py-3">
          <h2 className="text-section mb-1.5">Rows</h2>
          <div className="overflow-x-auto">
            <table className="text-small w-full">
              <thead className="text-tiny text-ink3">
                <tr>
                  <th scope="col" className="text-left font-[550]">
                    of
                  </th>
                  {["added", "removed", "changed", "the same"].map((word) => (
                    <th key={word} scope="col" className="pl-3 text-right font-[550]">
                      {word}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {counted.map(({ kind, role, counts }) => (
                  <tr key={`${kind} ${role}`} className="border-line border-t">
                    <th scope="row" className="py-1 text-left font-normal">
                      {kind.toUpperCase()} {role}
                    </th>
                    <Cell count={counts.added} tone="text-good" sign="+" />
                    <Cell count={counts.removed} tone="text-danger" sign="−" />
                    <Cell count={counts.changed} tone="text-warn" sign="" />
                    <Cell count={counts.same} tone="text-ink2" sign="" />
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {counted.length === 0 && <p className="text-small text-ink2">Neither has a row.</p>}
        </Card>
        <Card className="px-4 py-3">
          <h2 className="text-section mb-1.5">Recipe</h2>
          {diff.recipe.length === 0 ? (
            <p className="text-small text-ink2">
              {isSame
                ? "The same recipe and the same bytes in every file."
                : "The same: the data have changed."}
            </p>
          ) : (
            <table className="text-small w-full">
              <thead className="text-tiny text-ink3">
                <tr>
                  {["field", "before", "after"].map((word) => (
                    <th key={word} scope="col" className="pr-3 text-left font-[550]">
                      {word}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {diff.recipe.map(({ path, a, b }) => (
                  <tr key={path} className="border-line border-t align-top">
                    <th scope="row" className="text-ink2 py-1 pr-3 text-left font-normal">
                      {recipeWord(path)}
                    </th>
                    <td className="py-1 pr-3 wrap-anywhere">{printField(a)}</td>
                    <td className="py-1 wrap-anywhere">{printField(b)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {diff.files.length > 0 && (
            <p className="text-tiny text-ink3 mt-2 wrap-anywhere">
              {formatNoun(diff.files.length, "file")} with other bytes: {diff.files.slice(0, 12).join(", ")}
              {diff.files.length > 12 && " …"}
            </p>
          )}
        </Card>
      </div>
      <Rows
        title="Changed"
        total={total("changed")}
        rows={diff.changed.map(({ b, changes }) => ({
          place: b,
          words: changes.map((name) => changeWords[name]),
        }))}
        note={Object.entries(diff.changes)
          .filter(([, count]) => count > 0)
          .map(
            ([name, count]) => `${changeWords[name as keyof ExportDiff["changes"]]}: ${formatCount(count)}`,
          )
          .join(" · ")}
      />
      <Rows title="Added" total={total("added")} rows={diff.added.map((place) => ({ place, words: [] }))} />
      <Rows
        title="Removed"
        total={total("removed")}
        rows={diff.removed.map((place) => ({ place, words: [] }))}
      />
    </div>
  );
}

function Cell({
  count,
  tone,
  sign,
}: {
  readonly count: number;
  readonly tone: string;
  readonly sign: string;
}) {
  return (
    <td className={`py-1 pl-3 text-right ${count === 0 ? "text-ink3" : `${tone} font-semibold`}`}>
      {count === 0 ? "0" : `${sign}${formatCount(count)}`}
    </td>
  );
}

type RowsProps = {
  readonly title: string;
  readonly total: number;
  readonly note?: string;
  readonly rows: readonly { readonly place: ExportRowPlace; readonly words: readonly string[] }[];
};

function Rows({ title, total, note, rows }: RowsProps) {
  if (total === 0) return null;
  return (
    <Card>
      <h2 className="text-section border-line border-b px-4 py-2.5">
        {title} <span className="text-ink2 font-normal">{formatCount(total)}</span>{" "}
        <span className="text-small text-ink3 font-normal">
          {note}
          {rows.length < total && `${note ? " · " : ""}the first ${rows.length}`}
        </span>
      </h2>
      <ul className="divide-line text-small divide-y">
        {rows.map(({ place, words }) => (
          <li
            key={`${place.file} ${place.row}`}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5"
          >
            <span className="font-[550]">
              {place.kind.toUpperCase()} {place.role}
            </span>
            <span className="text-ink2">
              {place.isPair || place.values.length === 0 ? "" : "value "}
              {place.values.map(writeValue).join(" over ")}
            </span>
            {place.split === "validation" && <Tag>validation</Tag>}
            {place.decision && <Tag>{place.decision}</Tag>}
            {words.map((word) => (
              <Tag key={word} tone="warn">
                {word}
              </Tag>
            ))}
            <span className="ml-auto">
              <RowLinks place={place} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
