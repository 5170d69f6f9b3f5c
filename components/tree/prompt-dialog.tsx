"use client";
import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { MessageList } from "@/components/ui/message-list.tsx";
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
      {data && <MessageList messages={data.messages} />}
    </Dialog>
  );
}
