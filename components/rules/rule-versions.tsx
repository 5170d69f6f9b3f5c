import Link from "next/link";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { formatMoment } from "@/components/ui/format.ts";
import { Tag } from "@/components/ui/tag.tsx";
import type { RuleVersion } from "@/lib/http/wire/judge-rules.ts";
import { describeRule } from "./describe-rule.ts";

type RuleVersionsProps = {
  readonly versions: readonly RuleVersion[];
  readonly isBusy: boolean;
  readonly onChoose: (version: number) => void;
  readonly onEdit: (version: RuleVersion) => void;
};

/** Every version there was, newest first: what it says, when and why it came, and which runs judge by it. */
export function RuleVersions({ versions, isBusy, onChoose, onEdit }: RuleVersionsProps) {
  return (
    <section aria-label="Versions">
      <h2 className="text-section mb-2">Versions</h2>
      <Card className="divide-line divide-y">
        {versions.map((one) => (
          <div key={one.version} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
            <div className="min-w-[240px] flex-1">
              <p className="flex flex-wrap items-center gap-2">
                <b>Rule {one.version}</b>
                {one.isCurrent && <Tag tone="accent">new runs judge by it</Tag>}
                <span className="text-small text-ink3">
                  {formatMoment(one.createdAt)}
                  {one.author !== null && <> · {one.author}</>}
                </span>
              </p>
              <p className="wrap-anywhere">{describeRule(one.rule)}</p>
              {one.note !== null && <p className="text-ink2 mt-0.5 wrap-anywhere">“{one.note}”</p>}
              <p className="text-small text-ink3 mt-0.5">
                {one.runs.length === 0 ? (
                  "No run judges by it."
                ) : (
                  <>
                    Used by{" "}
                    {one.runs.map((run, index) => (
                      <span key={run.id}>
                        {index > 0 && ", "}
                        <Link href={`/runs/${run.id}`} className="text-accent wrap-anywhere hover:underline">
                          {run.name}
                        </Link>
                      </span>
                    ))}
                  </>
                )}
              </p>
            </div>
            <div className="flex gap-1.5">
              <Button size="sm" variant="ghost" onClick={() => onEdit(one)}>
                Edit a copy
              </Button>
              {!one.isCurrent && (
                <Button size="sm" disabled={isBusy} onClick={() => onChoose(one.version)}>
                  Use again
                </Button>
              )}
            </div>
          </div>
        ))}
      </Card>
    </section>
  );
}
