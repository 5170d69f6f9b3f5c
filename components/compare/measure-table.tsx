import { Fragment } from "react";
import { Card } from "@/components/ui/card.tsx";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import type { ComparedMeasure, Comparison } from "@/lib/http/wire/compare.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import { ChangePlot } from "./change-plot.tsx";
import { formatChange, formatMeasure, isCount, isSure, measureWords } from "./measure-words.ts";
import { SideMark } from "./side-mark.tsx";

/** How far from 0 the measures of one unit reach, so that their plots share a scale. */
function reachOf(measures: readonly ComparedMeasure[], counts: boolean): number {
  const ends = measures
    .filter(({ key }) => isCount(key) === counts)
    .flatMap(({ low, high, change }) => [low, high, change])
    .map((end) => Math.abs(end ?? 0));
  return Math.max(0.001, ...ends) * 1.05;
}

const rangeWords = ({ key, low, high }: ComparedMeasure): string =>
  low === null || high === null ? "–" : `${formatChange(key, low)} to ${formatChange(key, high)}`;

type MeasureRowProps = {
  readonly measure: ComparedMeasure;
  readonly role: RoleView | undefined;
  readonly reach: number;
};

function MeasureRow({ measure, role, reach }: MeasureRowProps) {
  const { key, a, b, change, low, high } = measure;
  const { name, note } = measureWords(key, role);
  const sure = isSure(measure);
  return (
    <tr className="border-line border-t">
      <th scope="row" className="py-1 pr-2 pl-4 text-left font-normal">
        <span className="flex flex-wrap items-center gap-x-1.5">
          {role && <RoleMark role={role} />}
          <span className="font-[550]">{name}</span>
          <span className="text-small text-ink3 max-md:hidden">{note}</span>
        </span>
      </th>
      <td>{formatMeasure(key, a)}</td>
      <td>{formatMeasure(key, b)}</td>
      <td className={sure ? "text-accent font-semibold" : "font-semibold"}>{formatChange(key, change)}</td>
      <td className="text-small text-ink2 max-md:hidden">{rangeWords(measure)}</td>
      <td className="w-[28%] min-w-[120px] pr-4! max-md:hidden">
        <ChangePlot change={change} low={low} high={high} reach={reach} isSure={sure} />
      </td>
    </tr>
  );
}

const groups: readonly { readonly title: string; readonly keys: readonly ComparedMeasure["key"][] }[] = [
  { title: "Right answers, points", keys: ["value", "own", "majority", "above"] },
  { title: "Pairs to train on", keys: ["pairs", "mixed"] },
];

/** What became of every measure from A to B, with 95 % intervals over questions. */
export function MeasureTable({ comparison }: { readonly comparison: Comparison }) {
  const { measures, a } = comparison;
  const roles = new Map(a.roles.map((role) => [role.name, role]));
  return (
    <Card className="min-w-0 overflow-x-auto">
      <table
        aria-label="Paired changes"
        className="w-full border-collapse text-right [&_td]:px-2 [&_td]:py-1 [&_td]:whitespace-nowrap"
      >
        <thead className="text-tiny text-ink3 [&_th]:px-2 [&_th]:py-1.5 [&_th]:font-[550]">
          <tr>
            <th scope="col" className="pl-4! text-left">
              Measure
            </th>
            <th scope="col">
              <span className="inline-flex items-center gap-1">
                <SideMark side="A" /> <span className="sr-only">A</span>
              </span>
            </th>
            <th scope="col">
              <span className="inline-flex items-center gap-1">
                <SideMark side="B" /> <span className="sr-only">B</span>
              </span>
            </th>
            <th scope="col">B − A</th>
            <th scope="col" className="max-md:hidden">
              95 %
            </th>
            <th scope="col" className="pr-4! text-center max-md:hidden">
              ← A more · B more →
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ title, keys }) => (
            <Fragment key={title}>
              <tr className="border-line bg-sunken border-t">
                <th
                  scope="colgroup"
                  colSpan={6}
                  className="text-small text-ink2 px-4 py-1 text-left font-semibold"
                >
                  {title}
                </th>
              </tr>
              {measures
                .filter(({ key }) => keys.includes(key))
                .map((measure) => (
                  <MeasureRow
                    key={`${measure.key} ${measure.role}`}
                    measure={measure}
                    role={measure.role === null ? undefined : roles.get(measure.role)}
                    reach={reachOf(measures, isCount(measure.key))}
                  />
                ))}
            </Fragment>
          ))}
        </tbody>
      </table>
      <p className="text-small text-ink3 border-line border-t px-4 py-2">
        Paired by question, which is the unit. Intervals: Student’s t over the questions’ differences, two
        half questions added (Agresti and Min 2005); each for itself, not for all of them at once. In accent:
        0 lies outside.
      </p>
    </Card>
  );
}
