import type { UseQueryResult } from "@tanstack/react-query";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatCount } from "@/components/ui/format.ts";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import type { RunCredit } from "@/lib/http/wire/credit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { AskModelCard } from "./ask-model-card.tsx";
import { RowsLink } from "./rows-link.tsx";
import { showShare } from "./show-share.ts";

type OddPanelProps = { readonly run: Run; readonly credit: UseQueryResult<RunCredit> };

const kinds = [
  { kind: "unknown", title: "Unknown verdict" },
  { kind: "truncated", title: "Cut off" },
  { kind: "identical", title: "Repeats a sibling" },
] as const;

/** Nodes that give no good pair: without a verdict, cut off at the token limit, or saying what a sibling said. */
export function OddPanel({ run, credit: { data, error, refetch } }: OddPanelProps) {
  return (
    <div className="grid gap-2">
      <Card className="px-4 py-3" role="region" aria-label="Odd answers">
        {error && (
          <ErrorNote error={error} title="The counts could not be read" onRetry={() => void refetch()} />
        )}
        {!data && !error && <Skeleton className="h-28" />}
        {data && (
          <table className="w-full max-w-[720px] border-collapse text-right [&_td]:px-2 [&_td]:py-1.5 [&_th]:px-2 [&_th]:py-1">
            <caption className="sr-only">Odd answers by role</caption>
            <thead className="text-small text-ink3 border-line border-b [&_th]:font-normal">
              <tr>
                <th scope="col" className="text-left">
                  Role
                </th>
                <th scope="col">Nodes</th>
                {kinds.map(({ kind, title }) => (
                  <th key={kind} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {run.roles.map((role) => {
                const own = data.roles[role.name];
                return own ? (
                  <tr key={role.name} className="border-line border-b last:border-0">
                    <th scope="row" className="text-left font-normal">
                      <span className="inline-flex items-center gap-1.5">
                        <RoleMark role={role} /> <span className="max-md:sr-only">{role.title}</span>
                      </span>
                    </th>
                    <td>{formatCount(own.stored)}</td>
                    {kinds.map(({ kind }) => (
                      <td key={kind}>
                        <Odd count={own[kind]} all={own.stored} kind={kind} role={role.name} />
                      </td>
                    ))}
                  </tr>
                ) : null;
              })}
            </tbody>
          </table>
        )}
      </Card>
      <AskModelCard run={run} />
    </div>
  );
}

type OddProps = {
  readonly count: number | null;
  readonly all: number;
  readonly kind: (typeof kinds)[number]["kind"];
  readonly role: string;
};

function Odd({ count, all, kind, role }: OddProps) {
  if (count === null) return <span className="text-ink3">not judged</span>;
  if (count === 0) return <span className="text-ink3">0</span>;
  return (
    <RowsLink to={{ kind, role }}>
      {formatCount(count)}{" "}
      <span className="text-small text-ink2">{showShare(all > 0 ? count / all : null)}</span>
    </RowsLink>
  );
}
