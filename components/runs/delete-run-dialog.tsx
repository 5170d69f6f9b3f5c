"use client";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { useRunAction } from "./use-run-action.ts";

type DeleteRunDialogProps = {
  readonly run: Run;
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
};

/** Says what goes along before it goes. */
export function DeleteRunDialog({ run, onClose, onDeleted }: DeleteRunDialogProps) {
  const change = useRunAction(run.id);
  const remove = (): void =>
    change.mutate(
      { kind: "delete" },
      {
        onSuccess: () => {
          onClose();
          onDeleted?.();
        },
      },
    );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Delete ${run.name}?`}
      description={`${formatNoun(run.progress.treesDone, "tree")} with ${formatNoun(run.progress.nodesDone, "completion")}, and all overrides and decisions on them, will be gone for good. Finished exports stay.`}
      actions={
        <>
          <Button onClick={onClose}>Keep the run</Button>
          <Button variant="danger" disabled={change.isPending} onClick={remove}>
            Delete it
          </Button>
        </>
      }
    >
      {change.isError && <ErrorNote error={change.error} className="mb-2" />}
    </Dialog>
  );
}
