"use client";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Card } from "@/components/ui/card.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import { endpointsQuery } from "@/lib/client/endpoints.ts";
import type { ComparedField, Comparison } from "@/lib/http/wire/compare.ts";
import { isLongText, nameField, type NamedField, printValue } from "./field-words.ts";
import { SideMark } from "./side-mark.tsx";

const TextDiff = lazy(async () => ({ default: (await import("./text-diff.tsx")).TextDiff }));

function FieldName({ field }: { readonly field: NamedField }) {
  return (
    <span className="flex items-center gap-1.5">
      {field.role && <RoleMark role={field.role} />}
      <span className="font-[550]">{field.name}</span>
    </span>
  );
}

/** What the two configs have in common and where they part: prompts word by word, equal things folded. */
export function FieldCard({ comparison }: { readonly comparison: Comparison }) {
  const endpoints = useQuery(endpointsQuery());
  const names = new Map((endpoints.data?.items ?? []).map(({ id, name }) => [id, name]));
  const nameOf = (value: unknown): unknown =>
    typeof value === "string" ? (names.get(value) ?? value) : value;
  const readable = (field: ComparedField): ComparedField =>
    field.path.endsWith(".endpointId") ? { ...field, a: nameOf(field.a), b: nameOf(field.b) } : field;
  const fields = comparison.fields.map((field) => nameField(readable(field), comparison.a.roles));
  const different = fields.filter(({ isSame }) => !isSame);
  const same = fields.filter((field) => field.isSame && printValue(field.a) !== "–");
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-2 px-4 pt-3 pb-2">
        <h2 className="text-section">What differs</h2>
        <Tag tone={comparison.isSameConfig ? "neutral" : "accent"}>
          {comparison.isSameConfig ? "same config hash" : "different config hashes"}
        </Tag>
        {comparison.isSameConfig && different.length > 0 && (
          <span className="text-small text-ink3">What differs decides no completion.</span>
        )}
      </div>
      {different.length === 0 ? (
        <p className="text-ink2 px-4 pb-3">
          Nothing that is recorded: the runs are repeats of each other, and what differs between them is
          chance.
        </p>
      ) : (
        <ul>
          {different.map((field) => (
            <li key={field.path} className="border-line border-t px-4 py-2">
              {isLongText(field) ? (
                <>
                  <div className="mb-1">
                    <FieldName field={field} />
                  </div>
                  <div>
                    <Suspense fallback={<Skeleton className="h-16" />}>
                      <TextDiff
                        a={field.a === null ? "" : printValue(field.a)}
                        b={field.b === null ? "" : printValue(field.b)}
                      />
                    </Suspense>
                  </div>
                </>
              ) : (
                <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-center gap-x-4 gap-y-1 md:grid-cols-[200px_minmax(0,1fr)_minmax(0,1fr)]">
                  <div className="max-md:col-span-2">
                    <FieldName field={field} />
                  </div>
                  {(["A", "B"] as const).map((side) => (
                    <div key={side} className="flex min-w-0 items-center gap-1.5">
                      <SideMark side={side} />
                      <code className="min-w-0 wrap-anywhere">
                        {printValue(side === "A" ? field.a : field.b)}
                      </code>
                    </div>
                  ))}
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      <details className="border-line border-t">
        <summary className="text-small text-ink2 px-4 py-2">{formatNoun(same.length, "equal field")}</summary>
        <dl className="text-small grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-1 px-4 pb-3">
          {same.map((field) => (
            <div key={field.path} className="contents">
              <dt className="text-ink2">
                <FieldName field={field} />
              </dt>
              <dd className="line-clamp-2 min-w-0 font-mono wrap-anywhere">{printValue(field.a)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Card>
  );
}
