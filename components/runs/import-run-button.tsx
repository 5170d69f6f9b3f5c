"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Bar } from "@/components/ui/bar.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { readTreesFiles } from "@/lib/client/read-trees-files.ts";
import { importRun } from "@/lib/client/runs.ts";
import type { ImportedRun } from "@/lib/http/wire/runs.ts";
import { ImportedNote } from "./imported-note.tsx";

/**
 * Brings in a run: a trees.jsonl file, a Trees export as downloaded, or trajectories of another tool. Values and pairs
 * are computed anew from the verdicts; rows that could not be taken are told before the run opens.
 */
export function ImportRunButton() {
  const [router, client] = [useRouter(), useQueryClient()];
  const input = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState(0);
  const open = (run: ImportedRun) => router.push(`/runs/${run.id}`);
  const read = useMutation({
    mutationFn: async (file: File) => {
      setShare(0);
      const runs = [];
      for (const trees of await readTreesFiles(file)) runs.push(await importRun(trees, setShare));
      return runs;
    },
    onSuccess: (runs) => {
      void client.invalidateQueries({ queryKey: ["runs", "list"] });
      const [run, ...others] = runs;
      if (run && others.length === 0 && !hasLeftOut(run)) open(run);
    },
  });
  const told = read.data?.find(hasLeftOut);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".jsonl,.json,.ndjson,.zip,.csv,.tsv,.parquet"
        aria-label="File of trees or trajectories to import"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) read.mutate(file);
        }}
      />
      <Button
        size="sm"
        className="h-[30px]!"
        title="Trees of another Malthouse, or trajectories of another tool: JSONL, JSON, CSV, Parquet"
        onClick={() => input.current?.click()}
      >
        <Upload aria-hidden size={14} /> Import
      </Button>
      <Dialog
        isOpen={read.isPending || read.isError || told !== undefined}
        onClose={() => read.reset()}
        title={read.isError ? "The file was not imported" : told ? "Imported in part" : "Importing"}
        description={
          read.isPending ? "Values, labels and pairs are computed anew from the verdicts." : undefined
        }
        actions={
          told && (
            <Button variant="primary" onClick={() => open(told)}>
              Open the run
            </Button>
          )
        }
      >
        <div className="pb-3">
          {read.isError && <ErrorNote error={read.error} />}
          {read.isPending && (
            <Bar share={share} label={share < 1 ? "Sent" : "Sent; answers are judged and stored"} />
          )}
          {told?.imported && <ImportedNote report={told.imported} />}
        </div>
      </Dialog>
    </>
  );
}

const hasLeftOut = ({ imported }: ImportedRun): boolean => imported !== null && imported.notTakenCount > 0;
