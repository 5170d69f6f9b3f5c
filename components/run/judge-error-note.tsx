"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { shareText } from "@/components/audit/audit-words.ts";
import { formatNoun } from "@/components/ui/format.ts";
import { sampleQuery } from "@/lib/client/audit.ts";

/** How far the judge behind a run's accuracies can be trusted, by its blind sample; a way to one where there is none. */
export function JudgeErrorNote({ runId }: { runId: string }) {
  const { data } = useQuery({ ...sampleQuery(runId, ""), staleTime: 60_000 });
  if (!data) return null;
  const { sample } = data;
  const error = sample && !sample.isStale ? sample.error : null;
  const parts = [
    { name: "FP", rate: error?.wronglyCorrect },
    { name: "FN", rate: error?.wronglyIncorrect },
  ].flatMap(({ name, rate }) => (rate ? [{ name, rate }] : []));
  return (
    <Link
      href={`/runs/${runId}/audit?view=sample`}
      className="hover:underline"
      title="FP: of the leaves judged right, the share that people find wrong. FN: of the leaves judged wrong, the share that people find right. Blind sample, 95 % intervals."
    >
      {parts.length > 0
        ? parts.map(({ name, rate }) => (
            // A figure's column has no room for the count too.
            <span
              key={name}
              className="block truncate"
              title={`${shareText(rate)} by ${formatNoun(rate.leaves, "leaf", "leaves")}`}
            >
              {name} {shareText(rate)}
            </span>
          ))
        : sample?.isStale
          ? "sample out of date"
          : "judge not sampled"}
    </Link>
  );
}
