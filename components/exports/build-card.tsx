"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, CircleAlert, Download, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { CopyButton } from "@/components/tree/copy-button.tsx";
import { Bar } from "@/components/ui/bar.tsx";
import { Button, buttonClass } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatBytes, formatNoun } from "@/components/ui/format.ts";
import { Kbd } from "@/components/ui/kbd.tsx";
import { SimulatedBadge } from "@/components/ui/simulated-badge.tsx";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { createExport, exportQuery, exportsQuery } from "@/lib/client/exports.ts";
import type { ExportPreview } from "@/lib/http/wire/exports.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { CountsTable } from "./counts-table.tsx";
import type { RecipePatch } from "./recipe-address.ts";

type BuildCardProps = {
  run: Run;
  body: Readonly<Record<string, unknown>>;
  preview: ExportPreview | null;
  onChange: (patch: RecipePatch) => void;
  /** Whether this recipe may be built: an unreadable one, or one without rows, may not. */
  isBuildable: boolean;
};

/** What a checker found, how many rows there are, and the button. */
export function BuildCard({ run, body, preview, isBuildable, onChange }: BuildCardProps) {
  const client = useQueryClient();
  const build = useMutation({
    mutationFn: (asked: BuildCardProps["body"]) => createExport(asked),
    onSuccess: () => client.invalidateQueries({ queryKey: exportsQuery().queryKey }),
  });
  const made = useQuery({ ...exportQuery(build.data?.id ?? ""), enabled: build.data !== undefined });
  const isBuilding = build.isPending || made.data?.status === "building";
  // Under the button stands only what this recipe gave; what another gave is among the past exports.
  const ready =
    made.data?.status === "ready" && JSON.stringify(build.variables) === JSON.stringify(body)
      ? made.data
      : null;
  const start = (): void => {
    if (isBuildable && !isBuilding) build.mutate(body);
  };
  useHotkeys({ "mod+enter": start });
  const curl = `curl -X POST ${typeof location === "undefined" ? "" : location.origin}/api/exports -H 'content-type: application/json' -d '${JSON.stringify(body).replaceAll("'", String.raw`'\''`)}'`;
  const problems = preview?.problems ?? [];
  return (
    <div className="flex flex-col gap-3.5">
      {preview && (
        <Card className="px-4 py-3">
          <h2 className="text-section">Checks</h2>
          <ul className="text-small mt-1.5 flex flex-col gap-1.5">
            {problems.length === 0 && (
              <li className="flex gap-2">
                <Check aria-hidden size={14} className="text-good mt-px shrink-0" /> Nothing found: every row
                has the shape that the target reads.
              </li>
            )}
            {problems.map((problem) => {
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
        </Card>
      )}
      <Card className="flex flex-col gap-3 px-4 py-3.5 max-md:sticky max-md:bottom-[60px]">
        {preview && <CountsTable counts={preview.counts} roles={run.roles} />}
        <Button variant="primary" size="lg" disabled={!isBuildable || isBuilding} onClick={start}>
          {isBuilding ? "Building…" : "Build"} <Kbd>⌘↵</Kbd>
        </Button>
        {build.error && <ErrorNote error={build.error} title="The export was not started" />}
        {made.data?.status === "building" && <Bar share={made.data.progress} label="Building the export" />}
        {made.data?.status === "failed" && (
          <ErrorNote
            error={new Error(made.data.message ?? "It broke off.")}
            title="The export failed"
            onRetry={start}
          />
        )}
        {ready && (
          <div role="status" className="flex flex-col gap-2">
            <a href={`/api/exports/${ready.id}/download`} download className={buttonClass({ size: "lg" })}>
              <Download aria-hidden size={14} /> Download{" "}
              {ready.bytes === null ? "" : formatBytes(ready.bytes)}
            </a>
            <p className="text-small text-ink2">
              {formatNoun(ready.rows, "row")} in{" "}
              {formatNoun(ready.files.filter(({ rows }) => rows !== null).length, "file")}, recipe{" "}
              <code>{ready.recipeHash.slice(0, 8)}</code>.{" "}
              <Link href={`/exports/${ready.id}`} className="text-accent hover:underline">
                Its page
              </Link>{" "}
              shows rows, files and what changed since the last.
            </p>
          </div>
        )}
        <p className="text-small text-ink3">
          A zip with the data, provenance.jsonl, manifest.json, a loader and the data set’s card. The same
          recipe over the same data gives the same bytes.
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <CopyButton text={curl} label="Copy API call" />
          {run.isSimulated && <SimulatedBadge />}
        </div>
      </Card>
    </div>
  );
}
