import type { ReactNode } from "react";
import { Card } from "@/components/ui/card.tsx";
import { formatCount } from "@/components/ui/format.ts";
import type { ContentReport, ExportPreview } from "@/lib/http/wire/exports.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";

type ReportCardProps = {
  contents: ContentReport;
  chance: ExportPreview["report"]["chance"];
  roles: readonly RoleView[];
};

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** What the rows are like: how far apart pairs are, which side is longer, how long rows are, who gives them. */
export function ReportCard({ contents, chance, roles }: ReportCardProps) {
  const titleOf = (name: string): string => roles.find((role) => role.name === name)?.title ?? name;
  const { pairs, lengths, questions, claims, nearDuplicates } = contents;
  if (lengths.length === 0) return null;
  return (
    <Card className="px-4 py-3">
      <h2 className="text-section">Report</h2>
      {pairs.length > 0 && (
        <div className="mt-2 overflow-x-auto">
          <table className="text-small w-full">
            <caption className="text-tiny text-ink3 pb-1 text-left">Pairs</caption>
            <thead className="text-tiny text-ink3">
              <tr>
                <Head>role</Head>
                <Head isNumber>pairs</Head>
                <Head>by gap, widest first</Head>
                <Head isNumber>chosen is longer</Head>
                <Head isNumber>decided</Head>
              </tr>
            </thead>
            <tbody>
              {pairs.map(({ role, rows, margins, longerWon, decisions }) => (
                <tr key={role} className="border-line border-t align-top">
                  <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                    {titleOf(role)}
                  </th>
                  <Cell>{formatCount(rows)}</Cell>
                  <td className="py-1.5 pr-3">
                    <Margins margins={margins} rows={rows} />
                  </td>
                  <Cell>
                    {longerWon ? (
                      <span
                        title={`95 % over questions: ${percent(longerWon.low)} to ${percent(longerWon.high)}`}
                      >
                        {percent(longerWon.rate)}{" "}
                        <span className="text-ink3">
                          [{Math.round(longerWon.low * 100)}–{Math.round(longerWon.high * 100)}]
                        </span>
                      </span>
                    ) : (
                      <span className="text-ink3 whitespace-normal">too few questions</span>
                    )}
                  </Cell>
                  <Cell>
                    <span title={decisionWords(decisions)}>
                      {formatCount(rows - (decisions["undecided"] ?? 0))}
                    </span>
                  </Cell>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="mt-3 overflow-x-auto">
        <table className="text-small w-full">
          <caption className="text-tiny text-ink3 pb-1 text-left">
            Tokens a row, estimated at four characters each
          </caption>
          <thead className="text-tiny text-ink3">
            <tr>
              <Head>rows of</Head>
              <Head isNumber>half up to</Head>
              <Head isNumber>90 %</Head>
              <Head isNumber>99 %</Head>
              <Head isNumber>longest</Head>
              <Head isNumber>over the default</Head>
            </tr>
          </thead>
          <tbody>
            {lengths.map(({ kind, role, tokens, defaultTokens, cut }) => (
              <tr key={`${kind} ${role}`} className="border-line border-t">
                <th scope="row" className="py-1 pr-3 text-left font-normal">
                  {kind.toUpperCase()} {titleOf(role)}
                </th>
                <Cell>{formatCount(tokens.p50)}</Cell>
                <Cell>{formatCount(tokens.p90)}</Cell>
                <Cell>{formatCount(tokens.p99)}</Cell>
                <Cell>{formatCount(tokens.max)}</Cell>
                <Cell>
                  {defaultTokens === null ? (
                    <span className="text-ink3">–</span>
                  ) : (
                    <span className={cut > 0 ? "text-warn font-semibold" : undefined}>
                      {formatCount(cut)}{" "}
                      <span className="text-ink3 font-normal">of {formatCount(defaultTokens)}</span>
                    </span>
                  )}
                </Cell>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {chance.length > 0 && (
        <div className="mt-3 overflow-x-auto">
          <table className="text-small w-full">
            <caption className="text-tiny text-ink3 pb-1 text-left">
              All sibling pairs of the run, beside those that equal siblings would give
            </caption>
            <thead className="text-tiny text-ink3">
              <tr>
                <Head>role</Head>
                <Head isNumber>pairs</Head>
                <Head isNumber>if equal</Head>
                <Head isNumber>likely reversed</Head>
              </tr>
            </thead>
            <tbody>
              {chance.map(({ role, pairs: all, expected, reversed }) => (
                <tr key={role} className="border-line border-t">
                  <th scope="row" className="py-1 pr-3 text-left font-normal">
                    {titleOf(role)}
                  </th>
                  <Cell>{formatCount(all)}</Cell>
                  <Cell>
                    {expected ? (
                      <>
                        {formatCount(Math.round(expected.pairs))}{" "}
                        <span className="text-ink3">± {formatCount(Math.round(expected.deviation))}</span>
                      </>
                    ) : (
                      <span className="text-ink3">own verdicts</span>
                    )}
                  </Cell>
                  <Cell>{reversed === null ? "–" : formatCount(Math.round(reversed))}</Cell>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {claims.length > 0 && (
        <div className="mt-3 overflow-x-auto">
          <table className="text-small w-full">
            <caption className="text-tiny text-ink3 pb-1 text-left">
              What wanted texts claim of the answer they read, against the judge
            </caption>
            <thead className="text-tiny text-ink3">
              <tr>
                <Head>role</Head>
                <Head isNumber>texts</Head>
                <Head isNumber>said correct</Head>
                <Head isNumber>were correct</Head>
                <Head isNumber>wrong, called right</Head>
              </tr>
            </thead>
            <tbody>
              {claims.map(({ role, texts, saidCorrect, wereCorrect, falselyCorrect }) => (
                <tr key={role} className="border-line border-t">
                  <th scope="row" className="py-1 pr-3 text-left font-normal">
                    {titleOf(role)}
                  </th>
                  <Cell>{formatCount(texts)}</Cell>
                  <Cell>{percent(saidCorrect / texts)}</Cell>
                  <Cell>{percent(wereCorrect / texts)}</Cell>
                  <Cell>
                    {formatCount(falselyCorrect)}{" "}
                    <span className="text-ink3">of {formatCount(texts - wereCorrect)}</span>
                  </Cell>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="text-small text-ink2 mt-3">
        {formatCount(questions.train)} questions in training, {formatCount(questions.validation)} in
        validation. The tenth of them with most rows gives {percent(questions.topTenthShare)} of the rows.
        {questions.validation > 0 &&
          ` ${formatCount(nearDuplicates.count)} validation questions nearly stand in training.`}{" "}
        Rows with a cut text: {formatCount(contents.truncated)}; with an unknown leaf:{" "}
        {formatCount(contents.unknown)}; whose label rests on unknown leaves:{" "}
        {formatCount(contents.restingOnUnknown)}.
      </p>
    </Card>
  );
}

const decisionWords = (decisions: Readonly<Record<string, number>>): string =>
  Object.entries(decisions)
    .map(([verdict, some]) => `${verdict}: ${formatCount(some)}`)
    .join(", ");

const Head = ({ isNumber = false, children }: { isNumber?: boolean; children: string }) => (
  <th scope="col" className={`pr-3 pb-1 font-[550] last:pr-0 ${isNumber ? "text-right" : "text-left"}`}>
    {children}
  </th>
);

const Cell = ({ children }: { children: ReactNode }) => (
  <td className="py-1.5 pr-3 text-right whitespace-nowrap last:pr-0">{children}</td>
);

/** Shares of the gaps as one bar, darker where wider, with the numbers in words. */
function Margins({ margins, rows }: { margins: ContentReport["pairs"][number]["margins"]; rows: number }) {
  const words = margins
    .map(({ margin, rows: some }) => `${margin.toFixed(2)}: ${formatCount(some)}`)
    .join(", ");
  return (
    <div
      role="img"
      aria-label={words}
      title={words}
      className="flex h-4 min-w-12 overflow-hidden rounded-sm md:min-w-28"
    >
      {margins.map(({ margin, rows: some }) => (
        <span
          key={margin}
          className="bg-accent border-surface border-r last:border-r-0"
          style={{ width: `${(100 * some) / rows}%`, opacity: 0.25 + 0.75 * Math.max(0, margin) }}
        />
      ))}
    </div>
  );
}
