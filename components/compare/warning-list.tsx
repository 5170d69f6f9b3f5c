import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { Comparison } from "@/lib/http/wire/compare.ts";

/** What to know before believing the numbers, with the way to mend it where there is one. */
export function WarningList({ comparison }: { readonly comparison: Comparison }) {
  const { warnings, a, b } = comparison;
  if (warnings.length === 0) return null;
  return (
    <ul aria-label="Warnings" className="rounded-card bg-warnbg text-warn grid gap-1.5 px-4 py-2.5">
      {warnings.map(({ code, message }) => (
        <li key={code} className="flex gap-2">
          <TriangleAlert aria-hidden size={15} className="mt-0.5 shrink-0" />
          <span>
            {message}
            {(code === "judge_version" || code === "judge_rule") && (
              <>
                {" "}
                <Link href={`/runs/${a.id}`} className="underline">
                  Judge A again
                </Link>{" "}
                ·{" "}
                <Link href={`/runs/${b.id}`} className="underline">
                  Judge B again
                </Link>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
