"use client";
import { useQuery } from "@tanstack/react-query";
import { formatCount } from "@/components/ui/format.ts";
import { annotatorsQuery } from "@/lib/client/agreement.ts";

/** How fast each annotator decides; nothing before a decision was timed. */
export function PaceCard({ runId }: { runId: string }) {
  const { data } = useQuery(annotatorsQuery(runId));
  const timed = data?.items.filter((item) => item.timed > 0) ?? [];
  if (timed.length === 0) return null;
  return (
    <section className="border-line border-t pt-3">
      <h2 className="text-ink2 mb-1 font-semibold">Time a decision</h2>
      <table className="w-full text-right">
        <thead className="text-ink2">
          <tr>
            <th className="text-left font-normal">Annotator</th>
            <th className="font-normal">median</th>
            <th className="font-normal">pairs/h</th>
          </tr>
        </thead>
        <tbody>
          {timed.map(({ annotator, decisions, medianMs, perHour }) => (
            <tr key={annotator} title={`${formatCount(decisions)} decisions`}>
              <td className="max-w-24 truncate text-left">{annotator || "no name"}</td>
              <td>{medianMs === null ? "–" : `${(medianMs / 1000).toFixed(1)} s`}</td>
              <td>{perHour === null ? "–" : formatCount(Math.round(perHour))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-ink3 mt-1">Pauses over two minutes and hidden tabs are left out.</p>
    </section>
  );
}
