"use client";
import { Download } from "lucide-react";
import Link from "next/link";
import { Bar } from "@/components/ui/bar.tsx";
import { buttonClass, ButtonLink } from "@/components/ui/button.tsx";
import { formatBytes, formatCount, formatMoment, formatNoun } from "@/components/ui/format.ts";
import { StatusDot } from "@/components/ui/status-dot.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import type { Export } from "@/lib/http/wire/exports.ts";
import { describeRecipe } from "./describe-recipe.ts";
import { FilesTable } from "./files-table.tsx";

const states = {
  building: { words: "Building", dot: "growing" },
  ready: { words: "Ready", dot: "completed" },
  failed: { words: "Failed", dot: "failed" },
} as const;

/** One export: of which runs, by which recipe, how far, and the file. */
export function ExportCard({ item }: { readonly item: Export }) {
  const { words, dot } = states[item.status];
  const { format } = item.recipe as { readonly format?: unknown };
  const data = item.files.filter((file) => file.rows !== null);
  return (
    <li className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-[200px] flex-1">
          <div className="flex flex-wrap items-center gap-2">
            <StatusDot status={dot} className="mx-0.5" />
            <Link
              href={`/exports/${item.id}`}
              className="inline-flex min-h-6 items-center font-semibold hover:underline pointer-coarse:min-h-11"
            >
              {words}
              {item.status === "building" && `, ${Math.round(item.progress * 100)} %`}
              <span className="sr-only">, export {item.recipeHash.slice(0, 8)}</span>
            </Link>
            {typeof format === "string" && <Tag>{format}</Tag>}
            <code className="text-ink3" title={`Recipe ${item.recipeHash}`}>
              {item.recipeHash.slice(0, 8)}
            </code>
          </div>
          <div className="mt-0.5 wrap-anywhere">
            {item.runs.map((run, index) => (
              <span key={run.id}>
                {index > 0 && ", "}
                <Link href={`/runs/${run.id}`} className="text-accent hover:underline">
                  {run.name}
                </Link>
              </span>
            ))}
          </div>
          <div className="text-small text-ink3 wrap-anywhere">{describeRecipe(item.recipe)}</div>
        </div>
        <div className="text-small w-[130px]">
          {item.status === "ready" && (
            <>
              <b className="text-body">{formatCount(item.rows)}</b> rows
              <div className="text-ink3">
                {formatNoun(data.length, "file")}
                {item.bytes !== null && `, ${formatBytes(item.bytes)}`}
              </div>
            </>
          )}
          <div className="text-ink3">{formatMoment(item.createdAt)}</div>
        </div>
        <div className="flex justify-end gap-1.5">
          {item.status === "ready" && (
            <ButtonLink size="sm" href={`/exports/${item.id}`}>
              Open
            </ButtonLink>
          )}
          {item.status === "ready" && (
            <a href={`/api/exports/${item.id}/download`} download className={buttonClass({ size: "sm" })}>
              <Download aria-hidden size={14} /> Download
            </a>
          )}
        </div>
      </div>
      {item.status === "building" && (
        <Bar share={item.progress} label={`${Math.round(item.progress * 100)} % built`} />
      )}
      {item.status === "failed" && (
        <p
          role="alert"
          className="rounded-control bg-dangerbg text-small text-danger px-3 py-2 wrap-anywhere"
        >
          {item.message ?? "It broke off. Build it again from the run’s export page."}
        </p>
      )}
      {data.length > 0 && (
        <details className="text-small">
          <summary className="text-ink2">Files</summary>
          <FilesTable files={item.files} />
        </details>
      )}
    </li>
  );
}
