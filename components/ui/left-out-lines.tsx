import { formatNoun } from "./format.ts";

type LeftOutLinesProps = {
  readonly lines: readonly { readonly line: number; readonly reason: string }[];
  /** Of all that were left out; more than `lines` where only the first are told. */
  readonly count: number;
};

/** The lines of a file that were not taken: where, why and so what to do. */
export function LeftOutLines({ lines, count }: LeftOutLinesProps) {
  if (count === 0) return null;
  const hidden = count - lines.length;
  return (
    <details className="text-small" open={count <= 20}>
      <summary className="text-warn">{formatNoun(count, "line")} left out</summary>
      <div className="rounded-control border-line mt-2 max-h-[280px] overflow-auto border">
        <table className="w-full">
          <thead className="bg-surface text-tiny text-ink3 sticky top-0 text-left">
            <tr>
              <th className="w-16 px-2.5 py-1.5 font-[550]">Line</th>
              <th className="px-2.5 py-1.5 font-[550]">Why, and what to do</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((one) => (
              <tr key={`${one.line} ${one.reason}`} className="border-line border-t">
                <td className="px-2.5 py-1 align-top">{one.line}</td>
                <td className="px-2.5 py-1 wrap-anywhere">{one.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hidden > 0 && <p className="text-ink3 mt-1">and {formatNoun(hidden, "more line")}</p>}
    </details>
  );
}
