import { CircleAlert, TriangleAlert } from "lucide-react";
import { Card } from "@/components/ui/card.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { Tag } from "@/components/ui/tag.tsx";
import type { ExportPreview } from "@/lib/http/wire/exports.ts";
import { KeptRules } from "./kept-rules.tsx";
import { shapeOf, type RecipePatch } from "./recipe-address.ts";

type ChecksCardProps = {
  format: string;
  preview: Pick<ExportPreview, "checks" | "problems">;
  onChange: (patch: RecipePatch) => void;
};

/** What stands in the target's way and what to do, then every rule that holds, with the rows it was held against. */
export function ChecksCard({ format, preview: { checks, problems }, onChange }: ChecksCardProps) {
  const errors = problems.filter(({ level }) => level === "error").length;
  const warnings = problems.length - errors;
  return (
    <Card className="px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-section">{shapeOf(format).title} checks</h2>
        <span className="flex gap-1.5">
          {errors > 0 && <Tag tone="danger">{formatNoun(errors, "error")}</Tag>}
          {warnings > 0 && <Tag tone="warn">{formatNoun(warnings, "warning")}</Tag>}
        </span>
      </div>
      <ul aria-label="Problems" className="text-small mt-1.5 flex flex-col gap-2 empty:hidden">
        {problems.toSorted(byLevel).map((problem) => {
          const Icon = problem.level === "error" ? CircleAlert : TriangleAlert;
          return (
            <li key={problem.message} className="flex gap-2 wrap-anywhere">
              <Icon
                aria-label={problem.level}
                size={14}
                className={`mt-px shrink-0 ${problem.level === "error" ? "text-danger" : "text-warn"}`}
              />
              <span>
                {problem.message}
                {problem.fix && (
                  <button
                    type="button"
                    className="text-accent ml-1.5 underline"
                    onClick={() => onChange(problem.fix?.recipe as RecipePatch)}
                  >
                    {problem.fix.words}
                  </button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      <KeptRules checks={checks} />
    </Card>
  );
}

/** Errors stand first. */
const byLevel = (a: { level: string }, b: { level: string }): number =>
  Number(b.level === "error") - Number(a.level === "error");
