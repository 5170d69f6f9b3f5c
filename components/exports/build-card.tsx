"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
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
import { ChecksCard } from "./checks-card.tsx";
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
  const [isMeant, setMeant] = useState(false);
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
  const errors = preview?.problems.filter(({ level }) => level === "error").length ?? 0;
  const isBlocked = errors > 0 && !isMeant;
  const start = (): void => {
    if (isBuildable && !isBuilding && !isBlocked) build.mutate(body);
  };
  useHotkeys({ "mod+enter": start });
  const { format } = body as { readonly format: string };
  const curl = `curl -X POST ${typeof location === "undefined" ? "" : location.origin}/api/exports -H 'content-type: application/json' -d '${JSON.stringify(body).replaceAll("'", String.raw`'\''`)}'`;
  return (
    <div className="flex flex-col gap-3.5">
      {preview && <ChecksCard format={format} preview={preview} onChange={onChange} />}
      <Card className="flex flex-col gap-3 px-4 py-3.5">
        {preview && <CountsTable counts={preview.counts} roles={run.roles} />}
        {isBuildable && errors > 0 && (
          <label className="text-small flex items-start gap-2 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              className="mt-0.5"
              checked={isMeant}
              onChange={(event) => setMeant(event.target.checked)}
            />
            <span>
              Build all the same: {formatNoun(errors, "error")} of the checks above would make the target
              refuse a file or learn the wrong thing.
            </span>
          </label>
        )}
        <Button
          variant="primary"
          size="lg"
          disabled={!isBuildable || isBuilding || isBlocked}
          onClick={start}
        >
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
              {ready.bytes === null ? "" : `${formatBytes(ready.bytes)} unpacked`}
            </a>
            <p className="text-small text-ink2">
              {formatNoun(ready.rows, "row")} in{" "}
              {formatNoun(
                ready.files.filter(({ path, rows }) => rows !== null && path.startsWith("data/")).length,
                "file",
              )}
              , recipe <code>{ready.recipeHash.slice(0, 8)}</code>.{" "}
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
