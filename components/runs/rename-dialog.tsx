"use client";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import type { Run } from "@/lib/http/wire/runs.ts";
import { useRunAction } from "./use-run-action.ts";

export function RenameDialog({ run, onClose }: { readonly run: Run; readonly onClose: () => void }) {
  const [name, setName] = useState(run.name);
  const change = useRunAction(run.id);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate({ kind: "patch", patch: { name: name.trim() } }, { onSuccess: onClose });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Rename the run"
      actions={
        <>
          <Button onClick={onClose}>Keep the name</Button>
          <Button
            variant="primary"
            type="submit"
            form="rename-run"
            disabled={name.trim() === "" || change.isPending}
          >
            Rename
          </Button>
        </>
      }
    >
      <form id="rename-run" onSubmit={save} className="grid gap-3 pb-2">
        <Field label="Name">
          {(control) => (
            <Input
              {...control}
              autoFocus
              value={name}
              maxLength={200}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {change.isError && <ErrorNote error={change.error} />}
      </form>
    </Dialog>
  );
}
