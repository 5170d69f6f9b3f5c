"use client";
import { useQuery } from "@tanstack/react-query";
import { describeRule } from "@/components/rules/describe-rule.ts";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { formatMoment } from "@/components/ui/format.ts";
import { rulesQuery } from "@/lib/client/rules.ts";
import type { Dataset } from "@/lib/http/wire/datasets.ts";
import { taskWords } from "./task-words.ts";

/** By what the answers to these questions are judged, and the way to change it. */
export function JudgedByCard({ dataset }: { readonly dataset: Dataset }) {
  const { data: rules } = useQuery({ ...rulesQuery(dataset.id), enabled: dataset.ruleVersion !== null });
  const current = rules?.items.find(({ isCurrent }) => isCurrent);
  return (
    <Card className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-[240px] flex-1">
        <h2 className="text-section">How answers are judged</h2>
        {dataset.ruleVersion === null ? (
          <p className="text-ink2">As the task says: {taskWords[dataset.task]}.</p>
        ) : (
          <p className="text-ink2 wrap-anywhere">
            By rule {dataset.ruleVersion}
            {current && (
              <>
                , {formatMoment(current.createdAt)}. {describeRule(current.rule)}
              </>
            )}
          </p>
        )}
      </div>
      <ButtonLink size="sm" href={`/datasets/${dataset.id}/rule`}>
        {dataset.ruleVersion === null ? "Set a rule…" : "Change the rule…"}
      </ButtonLink>
    </Card>
  );
}
