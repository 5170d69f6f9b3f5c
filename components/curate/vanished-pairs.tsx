"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { formatCount } from "@/components/ui/format.ts";
import { vanishedPairsQuery } from "@/lib/client/pairs.ts";
import { stateWords } from "./verdicts.ts";

/** Pairs that somebody decided on and that are none under the run's threshold now; nothing where there are none. */
export function VanishedPairs({ runId }: { runId: string }) {
  const { data } = useQuery(vanishedPairsQuery(runId));
  if (!data || data.total === 0) return null;
  return (
    <section className="border-line border-t pt-3">
      <details>
        <summary>
          <b>{formatCount(data.total)}</b> decided {data.total === 1 ? "pair is" : "pairs are"} none now
        </summary>
        <p className="text-ink2 mt-1">
          The threshold or a verdict has changed. Exports leave them out; their decisions are kept and count
          again once they are pairs.
        </p>
        <ul className="mt-2 flex flex-col gap-1.5">
          {data.items.map((pair) => (
            <li key={`${pair.chosenNodeId} ${pair.rejectedNodeId}`}>
              <Link
                href={`/trees/${pair.treeId}?node=${pair.chosenPath}&against=${pair.rejectedPath}`}
                className="block truncate"
                title={pair.question}
              >
                {pair.decision ? stateWords[pair.decision.verdict] : ""} · {pair.question}
              </Link>
            </li>
          ))}
        </ul>
        {data.total > data.items.length && (
          <p className="text-ink2 mt-1">and {formatCount(data.total - data.items.length)} more</p>
        )}
      </details>
    </section>
  );
}
