"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { deleteDataset } from "@/lib/client/datasets.ts";
import type { Dataset } from "@/lib/http/wire/datasets.ts";

type DeleteDatasetButtonProps = { readonly dataset: Dataset; readonly onDeleted?: () => void };

/** Deletes after a question; the server refuses while a run uses the data set, and says so there. */
export function DeleteDatasetButton({ dataset, onDeleted }: DeleteDatasetButtonProps) {
  const client = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const remove = useMutation({
    mutationFn: () => deleteDataset(dataset.id),
    onSuccess: () => {
      setIsOpen(false);
      onDeleted?.();
      void client.invalidateQueries({ queryKey: ["datasets", "list"] });
    },
  });
  const close = (): void => {
    setIsOpen(false);
    remove.reset();
  };
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        isIcon
        aria-label={`Delete ${dataset.name}`}
        onClick={() => setIsOpen(true)}
      >
        <Trash2 aria-hidden size={14} />
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={close}
        title={`Delete ${dataset.name}?`}
        description={`${formatNoun(dataset.questionCount, "question")} will be gone for good.${dataset.runCount > 0 ? ` ${formatNoun(dataset.runCount, "run")} must be deleted before it can be.` : ""}`}
        actions={
          <>
            <Button onClick={close}>Keep it</Button>
            <Button variant="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
              Delete it
            </Button>
          </>
        }
      >
        {remove.isError && <ErrorNote className="mb-2" error={remove.error} />}
      </Dialog>
    </>
  );
}
