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

/** Brings in a run from a trees.jsonl file or a Trees export as downloaded; values and pairs are computed anew from its verdicts. */
export function ImportRunButton() {
  const [router, client] = [useRouter(), useQueryClient()];
  const input = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState(0);
  const read = useMutation({
    mutationFn: async (file: File) => {
      const runs = [];
      for (const trees of await readTreesFiles(file)) runs.push(await importRun(trees, setShare));
      return runs;
    },
    onSuccess: (runs) => {
      void client.invalidateQueries({ queryKey: ["runs", "list"] });
      const [run, ...others] = runs;
      if (run && others.length === 0) router.push(`/runs/${run.id}`);
    },
  });
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".jsonl,.json,.ndjson,.zip"
        aria-label="File of trees to import"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) read.mutate(file);
        }}
      />
      <Button size="sm" className="h-[30px]!" onClick={() => input.current?.click()}>
        <Upload aria-hidden size={14} /> Import
      </Button>
      <Dialog
        isOpen={read.isPending || read.isError}
        onClose={() => read.reset()}
        title={read.isError ? "The file was not imported" : "Importing trees"}
        description={
          read.isError
            ? undefined
            : "Values, labels and pairs are computed anew from the verdicts in the file."
        }
      >
        <div className="pb-3">
          {read.isError ? <ErrorNote error={read.error} /> : <Bar share={share} label="Sent" />}
        </div>
      </Dialog>
    </>
  );
}
