"use client";
import {
  Copy,
  Ellipsis,
  FlaskConical,
  GitCompareArrows,
  Pause,
  PencilLine,
  Play,
  Plug,
  RotateCcw,
  Square,
  Trash2,
  Wallet,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu.tsx";
import type { RunAction } from "@/lib/client/runs.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { BudgetDialog } from "./budget-dialog.tsx";
import { DeleteRunDialog } from "./delete-run-dialog.tsx";
import { RenameDialog } from "./rename-dialog.tsx";
import { StandInDialog } from "./stand-in-dialog.tsx";
import { useRunAction } from "./use-run-action.ts";

/** What may be asked of a run in its state; the server refuses the rest with 409. */
function actionsOf(run: Run): readonly RunAction[] {
  const actions: RunAction[] = [];
  if (run.status === "growing" || run.status === "queued") actions.push("pause", "cancel");
  if (run.status === "paused") actions.push("resume");
  if (run.status === "paused" && run.progress.nodesDone === 0) actions.push("trial");
  if (run.status === "paused") actions.push("cancel");
  if (run.failedParts > 0 && run.status !== "cancelled") actions.push("retry");
  return actions;
}

const words = {
  pause: { text: "Pause", icon: Pause },
  resume: { text: "Resume", icon: Play },
  cancel: { text: "Cancel the run", icon: Square },
  retry: { text: "Retry failed parts", icon: RotateCcw },
  trial: { text: "Try one question", icon: FlaskConical },
} as const;

type RunActionsProps = { readonly run: Run; readonly onDeleted?: () => void };

/** All that can be done with a run, behind one button. */
export function RunActions({ run, onDeleted }: RunActionsProps) {
  const router = useRouter();
  const [open, setOpen] = useState<"rename" | "budget" | "stand-in" | "delete" | null>(null);
  const change = useRunAction(run.id);
  const close = (): void => setOpen(null);
  return (
    <>
      <Menu
        trigger={
          <Button variant="ghost" size="sm" isIcon aria-label={`Actions for ${run.name}`}>
            <Ellipsis aria-hidden size={16} />
          </Button>
        }
      >
        {actionsOf(run).map((action) => {
          const { text, icon: Icon } = words[action];
          return (
            <MenuItem key={action} onSelect={() => change.mutate({ kind: "act", action })}>
              <Icon aria-hidden size={14} /> {text}
            </MenuItem>
          );
        })}
        <MenuItem onSelect={() => setOpen("budget")}>
          <Wallet aria-hidden size={14} /> Change the budget
        </MenuItem>
        {run.status === "paused" && run.config?.roles && (
          <MenuItem onSelect={() => setOpen("stand-in")}>
            <Plug aria-hidden size={14} /> Change endpoint or model
          </MenuItem>
        )}
        <MenuItem onSelect={() => setOpen("rename")}>
          <PencilLine aria-hidden size={14} /> Rename
        </MenuItem>
        {run.config && (
          <MenuItem onSelect={() => router.push(`/runs/new?like=${run.id}`)}>
            <Copy aria-hidden size={14} /> Start another like this
          </MenuItem>
        )}
        <MenuItem onSelect={() => router.push(`/compare?b=${run.id}`)}>
          <GitCompareArrows aria-hidden size={14} /> Compare with another run
        </MenuItem>
        <MenuLine />
        <MenuItem isDanger onSelect={() => setOpen("delete")}>
          <Trash2 aria-hidden size={14} /> Delete
        </MenuItem>
      </Menu>
      {open === "rename" && <RenameDialog run={run} onClose={close} />}
      {open === "budget" && <BudgetDialog run={run} onClose={close} />}
      {open === "stand-in" && <StandInDialog run={run} onClose={close} />}
      {open === "delete" && <DeleteRunDialog run={run} onClose={close} {...(onDeleted && { onDeleted })} />}
      <Dialog isOpen={change.isError} onClose={() => change.reset()} title="This was not done">
        <div className="pb-3">
          <ErrorNote error={change.error} />
        </div>
      </Dialog>
    </>
  );
}
