"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Chip } from "@/components/ui/chip.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { alikeQuery } from "@/lib/client/audit.ts";
import type { Verdict } from "@/lib/core/tree.ts";
import type { AuditedLeaf } from "@/lib/http/wire/audit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { effectText, placeText, verdictWords } from "./audit-words.ts";

type AlikeDialogProps = {
  readonly run: Run;
  readonly leaf: AuditedLeaf;
  readonly verdict: Verdict;
  readonly onClose: () => void;
  readonly onTurn: (nodeIds: string[], reason: string) => void;
};

/** More of them are counted, not listed. */
const mostListed = 200;

/** Exactly which leaves one step would turn, and what that would change, before it does. */
export function AlikeDialog({ run, leaf, verdict, onClose, onTurn }: AlikeDialogProps) {
  const [scope, setScope] = useState<"question" | "run">("run");
  const { data, error } = useQuery(alikeQuery(run.id, { nodeId: leaf.nodeId, scope, verdict }));
  const word = verdictWords[verdict];
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="lg"
      title={`Mark all alike ${word}`}
      description={
        <>
          Leaves on which nobody has said a word, with the answer <code>{leaf.answer}</code>, the gold{" "}
          <code>{leaf.gold}</code> and the judge’s verdict “{leaf.verdict}”
          {scope === "run" ? ", in all trees of the run where one of them is suspect." : ", in this tree."}
        </>
      }
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            autoFocus
            disabled={!data || data.leaves.length === 0}
            onClick={() =>
              data &&
              onTurn(
                data.leaves.map(({ nodeId }) => nodeId),
                `${data.leaves.length} alike: answer ${data.answer}, gold ${data.gold}`.slice(0, 500),
              )
            }
          >
            Mark {data ? formatNoun(data.leaves.length, "leaf", "leaves") : "…"} {word}
          </Button>
        </>
      }
    >
      <div role="group" aria-label="Where" className="mb-2 flex gap-1.5">
        <Chip isOn={scope === "run"} onClick={() => setScope("run")}>
          Whole run
        </Chip>
        <Chip isOn={scope === "question"} onClick={() => setScope("question")}>
          This question
        </Chip>
      </div>
      {error && <ErrorNote error={error} />}
      {!data && !error && <Skeleton className="h-40" />}
      {data && (
        <>
          <p className="mb-2">
            <b>{formatNoun(data.leaves.length, "leaf", "leaves")}</b> in {formatNoun(data.trees, "tree")}:{" "}
            {effectText(data.effect)}.
          </p>
          <ul className="text-small columns-2 gap-4 sm:columns-3">
            {data.leaves.slice(0, mostListed).map(({ nodeId, treeId, path, index }) => (
              <li key={nodeId}>
                <Link href={`/trees/${treeId}?node=${path}`} className="hover:underline">
                  {index + 1} · {placeText(path, run.roles)}
                </Link>
              </li>
            ))}
          </ul>
          {data.leaves.length > mostListed && (
            <p className="text-small text-ink3">and {data.leaves.length - mostListed} more</p>
          )}
        </>
      )}
    </Dialog>
  );
}
