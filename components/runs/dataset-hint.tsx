import Link from "next/link";
import { formatNoun } from "@/components/ui/format.ts";
import type { Dataset } from "@/lib/http/wire/datasets.ts";

/** What a person should know of a data set before a run pays for its answers; nothing where there is nothing. */
export function DatasetHint({ dataset }: { readonly dataset: Dataset }) {
  const problems = dataset.goldCheck?.problems ?? 0;
  if (!dataset.isSimulated && dataset.ruleVersion === null && problems === 0) return null;
  return (
    <span className="grid gap-0.5">
      {dataset.isSimulated && <span>Problems made up by the simulator.</span>}
      {dataset.ruleVersion !== null && (
        <span>
          Judged by its{" "}
          <Link href={`/datasets/${dataset.id}/rule`} className="text-accent hover:underline">
            rule {dataset.ruleVersion}
          </Link>
          .
        </span>
      )}
      {problems > 0 && (
        <span className="text-warn">
          {formatNoun(problems, "gold")} cannot be read:{" "}
          <Link href={`/datasets/${dataset.id}`} className="underline">
            see which
          </Link>
        </span>
      )}
    </span>
  );
}
