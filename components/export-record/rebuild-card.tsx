"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check } from "lucide-react";
import Link from "next/link";
import { Bar } from "@/components/ui/bar.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { createExport, exportQuery, exportsQuery } from "@/lib/client/exports.ts";
import { changedFiles } from "@/lib/core/compare/changed-files.ts";
import type { Export } from "@/lib/http/wire/exports.ts";

/** Builds the same recipe over the data as they stand now and holds file by file against the export. */
export function RebuildCard({ item }: { readonly item: Export }) {
  const client = useQueryClient();
  const build = useMutation({
    mutationFn: () => createExport(item.recipe),
    onSuccess: () => client.invalidateQueries({ queryKey: exportsQuery().queryKey }),
  });
  const { data: made } = useQuery({
    ...exportQuery(build.data?.id ?? ""),
    enabled: build.data !== undefined,
  });
  const isBuilding = build.isPending || made?.status === "building";
  const changed = made?.status === "ready" ? changedFiles(item.files, made.files) : null;
  return (
    <Card className="flex flex-col gap-2 px-4 py-3">
      <h2 className="text-section">Build it again</h2>
      <p className="text-small text-ink2">
        The same recipe over the same data gives the same bytes. This builds another export from the runs as
        they stand now and compares every file.
      </p>
      <Button disabled={isBuilding} onClick={() => build.mutate()}>
        {isBuilding ? "Building…" : "Build again and compare"}
      </Button>
      {build.error && <ErrorNote error={build.error} title="It cannot be built again" />}
      {made?.status === "building" && <Bar share={made.progress} label="Building the export" />}
      {made?.status === "failed" && (
        <ErrorNote error={new Error(made.message ?? "It broke off.")} title="The export failed" />
      )}
      {changed && made && (
        <div role="status" className="text-small">
          {changed.length === 0 ? (
            <p className="flex gap-1.5">
              <Check aria-hidden size={14} className="text-good mt-px shrink-0" />
              The same bytes: the SHA-256 of all {formatNoun(item.files.length, "file")} agree.
            </p>
          ) : (
            <>
              <p>
                {formatNoun(changed.length, "file")} of{" "}
                {formatNoun(Math.max(item.files.length, made.files.length), "file")} differ: the data, or
                Malthouse itself, have changed since.
              </p>
              <Link
                href={`/exports/compare?a=${item.id}&b=${made.id}`}
                className="text-accent inline-flex min-h-6 items-center hover:underline pointer-coarse:min-h-11"
              >
                See what differs
              </Link>
            </>
          )}
        </div>
      )}
    </Card>
  );
}
