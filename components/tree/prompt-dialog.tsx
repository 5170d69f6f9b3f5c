"use client";
import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { promptQuery } from "@/lib/client/trees.ts";
import { CopyButton } from "./copy-button.tsx";

type PromptDialogProps = { nodeId: string; name: string; isOpen: boolean; onClose: () => void };

/** The messages that were sent to the model for a node, to the letter. */
export function PromptDialog({ nodeId, name, isOpen, onClose }: PromptDialogProps) {
  const { data, error, refetch } = useQuery({ ...promptQuery(nodeId), enabled: isOpen });
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      size="lg"
      title={`Prompt of ${name}`}
      description="Exactly what was sent. Siblings share one prompt."
      actions={
        <>
          {data && <CopyButton text={JSON.stringify(data.messages, null, 2)} label="Copy as JSON" />}
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {error && <ErrorNote error={error} title="The prompt cannot be shown" onRetry={refetch} />}
      {!data && !error && <Skeleton className="h-40" />}
      {data?.messages.map((message, at) => (
        <div key={at} className="mb-3">
          <h4 className="text-tiny text-ink3 mb-1 font-semibold">
            {message.role} · {message.content.length.toLocaleString("en-US")} characters
          </h4>
          <div className="rounded-control bg-sunken text-small p-3 font-mono wrap-anywhere whitespace-pre-wrap">
            {message.content}
          </div>
        </div>
      ))}
    </Dialog>
  );
}
