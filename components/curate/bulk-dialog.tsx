"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Chip } from "@/components/ui/chip.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Field } from "@/components/ui/field.tsx";
import { formatCount, formatNoun } from "@/components/ui/format.ts";
import { Input } from "@/components/ui/input.tsx";
import { DecisionVerdict, type BulkPost } from "@/lib/http/wire/pairs.ts";
import { authorOf, useAuthor } from "./use-author.ts";
import { useBulk } from "./use-bulk.ts";

type BulkVerdict = BulkPost["verdict"];

const words: Readonly<Record<BulkVerdict, string>> = {
  accept: "Accept",
  reject: "Reject",
  swap: "Swap",
  tie: "No difference",
  flag: "Flag",
  clear: "Make undecided",
};
const choices: readonly BulkVerdict[] = [...DecisionVerdict.options, "clear"];

type BulkDialogProps = {
  runId: string;
  filter: BulkPost["filter"];
  /** How many pairs the filter matches, and how many of them somebody has decided on. */
  total: number;
  decided: number;
  onClose: () => void;
  onSaved: (step: { bulk: string; saved: number; verdict: BulkVerdict }) => void;
};

/** One verdict for every pair of the queue, with what it would change told first. */
export function BulkDialog({ runId, filter, total, decided, onClose, onSaved }: BulkDialogProps) {
  const [verdict, setVerdict] = useState<BulkVerdict>("accept");
  const [reason, setReason] = useState("");
  const [author] = useAuthor();
  const { decide } = useBulk(runId);
  const save = () =>
    decide.mutate(
      {
        filter,
        verdict,
        expected: total,
        ...authorOf(author),
        ...(reason.trim() === "" ? {} : { reason: reason.trim() }),
      },
      {
        onSuccess: ({ saved, step }) => {
          onSaved({ bulk: step, saved, verdict });
          onClose();
        },
      },
    );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`One verdict for ${formatNoun(total, "pair")}`}
      description={`All that the filters of the queue match, on every page of it. ${
        decided === 0
          ? "Nobody has decided on any of them yet."
          : `${formatCount(decided)} of them ${decided === 1 ? "has" : "have"} a decision, which this would replace; the history keeps it.`
      }`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={decide.isPending || total === 0} onClick={save}>
            {words[verdict]} {formatNoun(total, "pair")}
          </Button>
        </>
      }
    >
      <div className="flex flex-wrap gap-1.5" role="group" aria-label="Verdict">
        {choices.map((one) => (
          <Chip key={one} isOn={verdict === one} onClick={() => setVerdict(one)}>
            {words[one]}
          </Chip>
        ))}
      </div>
      <Field label="Reason" className="mt-3">
        {(control) => (
          <Input
            {...control}
            value={reason}
            maxLength={5000}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <p className="text-small text-ink2 mt-3">
        One step: <b>u</b> takes it back, and leaves what is decided after it as it is. Agreement between
        people leaves it out.
      </p>
      {decide.error && (
        <ErrorNote error={decide.error} title="No pair was decided" onRetry={save} className="mt-3" />
      )}
    </Dialog>
  );
}
