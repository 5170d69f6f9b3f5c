"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import { Card } from "@/components/ui/card.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { formatCount, formatNoun } from "@/components/ui/format.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import type { RunCredit } from "@/lib/http/wire/credit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { CreditDeciders } from "./credit-deciders.tsx";
import { RowsLink } from "./rows-link.tsx";
import { netGain } from "./net-gain.ts";

type CorrectionsCardProps = { readonly run: Run; readonly credit: UseQueryResult<RunCredit> };

const verdicts = ["correct", "incorrect", "unknown"] as const;
type VerdictName = (typeof verdicts)[number];
const words: Readonly<Record<VerdictName, string>> = {
  correct: "right",
  incorrect: "wrong",
  unknown: "unknown",
};
/** In the value hues, since these are outcomes: right at last on the positive side, wrong on the other. */
const fates: Readonly<Record<string, { readonly word: string; readonly stop: number }>> = {
  "correct correct": { word: "kept", stop: 16 },
  "incorrect correct": { word: "fixed", stop: 12 },
  "correct incorrect": { word: "broken", stop: 4 },
  "incorrect incorrect": { word: "still wrong", stop: 8 },
};

/** What became of the first role's own answers: trajectories by its verdict and the last role's (MALT, figure 2). */
export function CorrectionsCard({ run, credit }: CorrectionsCardProps) {
  const { data, isError } = credit;
  if (data && data.trees > 0 && data.corrections === null)
    return (
      <Card className="px-4 py-3">
        <CreditDeciders run={run} credit={data} />
      </Card>
    );
  return (
    <Card className="px-4 pt-2.5 pb-3" role="region" aria-label="Corrections">
      <div className="flex min-h-8 flex-wrap items-baseline gap-x-2 pt-1.5">
        <h2 className="text-section">Corrections</h2>
        {data && data.trees > 0 && (
          <span className="text-small text-ink3">
            in {formatNoun(data.trees, "finished tree")}
            {run.progress.treesDone + run.progress.treesFailed > data.trees && ", more since"}
          </span>
        )}
      </div>
      {!data && !isError && <Skeleton className="mt-2 h-36" />}
      {isError && !data && (
        <p className="text-ink2 py-4">They could not be read; the credit below says why.</p>
      )}
      {data?.trees === 0 && (
        <p className="text-ink2 grid h-[150px] place-items-center text-center">No tree is finished yet.</p>
      )}
      {data && data.trees > 0 && data.corrections && <Matrix run={run} corrections={data.corrections} />}
    </Card>
  );
}

type MatrixProps = {
  readonly run: Run;
  readonly corrections: NonNullable<RunCredit["corrections"]>;
};

function Matrix({ run, corrections: { from, to, counts } }: MatrixProps) {
  const roleOf = (name: string) => run.roles.find((role) => role.name === name);
  const titleOf = (name: string): string => roleOf(name)?.title ?? name;
  const at = (a: VerdictName, b: VerdictName): number => counts[a]?.[b] ?? 0;
  const rows = verdicts.filter((a) => a !== "unknown" || verdicts.some((b) => at(a, b) > 0));
  const columns = verdicts.filter((b) => b !== "unknown" || verdicts.some((a) => at(a, b) > 0));
  return (
    <>
      <table className="mt-0.5 w-full table-fixed border-separate border-spacing-1 text-center">
        <caption className="sr-only">
          Trajectories by the {titleOf(from)}’s own verdict and the {titleOf(to)}’s
        </caption>
        <colgroup>
          <col className="w-[74px]" />
        </colgroup>
        <thead className="text-tiny text-ink3">
          <tr>
            <th scope="col">
              <span className="sr-only">{titleOf(from)}’s own answer</span>
            </th>
            {columns.map((b) => (
              <th key={b} scope="col" className="font-normal">
                {titleOf(to)} {words[b]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((a) => (
            <tr key={a}>
              <th scope="row" className="text-tiny text-ink3 text-left font-normal">
                {roleOf(from)?.letter ?? from} {words[a]}
              </th>
              {columns.map((b) => (
                <td key={b} className="p-0">
                  <Cell count={at(a, b)} from={a} to={b} isSmall={rows.length > 2} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-small text-ink2 mt-1 px-1">{netGain(counts)}</p>
    </>
  );
}

type CellProps = {
  readonly count: number;
  readonly from: VerdictName;
  readonly to: VerdictName;
  readonly isSmall: boolean;
};

function Cell({ count, from, to, isSmall }: CellProps) {
  const fate = fates[`${from} ${to}`];
  const shape = classNames(
    "rounded-tag block px-1 leading-4",
    isSmall ? "py-1" : "py-1.5",
    !fate && "bg-sunken text-ink2",
  );
  const style = fate && { background: `var(--v${fate.stop})`, color: `var(--g${fate.stop})` };
  const shown = (
    <>
      <b>{formatCount(count)}</b>
      {fate && <span className="text-tiny block">{fate.word}</span>}
    </>
  );
  if (count === 0)
    return (
      <span className={shape} style={style}>
        {shown}
      </span>
    );
  return (
    <RowsLink
      to={{ kind: "correction", from, to }}
      label={`${formatCount(count)} ${fate?.word ?? ""}: ${count === 1 ? "trajectory" : "trajectories"} ${words[from]} first, ${words[to]} at last`}
      className="rounded-tag aria-[current]:outline-accent block hover:underline aria-[current]:outline-3"
    >
      <span className={shape} style={style}>
        {shown}
      </span>
    </RowsLink>
  );
}
