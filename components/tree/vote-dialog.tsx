"use client";
import { FactList } from "@/components/ui/fact-list.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { formatCount, formatDuration, formatUsd } from "@/components/ui/format.ts";
import { MessageList } from "@/components/ui/message-list.tsx";
import { voteWords } from "@/components/votes/vote-words.ts";
import type { NodeVote } from "@/lib/http/wire/votes.ts";
import { CopyButton } from "./copy-button.tsx";

/** One vote whole: the reply, exactly what was sent, and how it came about. */
export function VoteDialog({ vote, onClose }: { vote: NodeVote; onClose: () => void }) {
  const { answeredBy, model, temperature } = vote;
  const facts: readonly (readonly [string, string])[] = [
    ["Model", answeredBy === null || answeredBy === model ? model : `${model}, answered by ${answeredBy}`],
    ["Endpoint", vote.baseUrl],
    ["Temperature", temperature === null ? "the endpoint’s own" : String(temperature)],
    [
      "Tokens in, out",
      `${formatCount(vote.promptTokens)}, ${formatCount(vote.completionTokens)}${vote.isEstimated ? " (est.)" : ""}`,
    ],
    ["Cost", vote.costUsd === 0 ? "–" : formatUsd(vote.costUsd)],
    ["Latency", formatDuration(vote.latencyMs / 1000)],
    ["Finish", vote.finishReason ?? "–"],
    ["Wording", vote.promptVersion],
    ["Written", new Date(vote.createdAt).toLocaleString("en-GB")],
  ];
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="lg"
      title={`Vote: ${voteWords[vote.vote]}`}
      description="Only the last line of the reply counts; anything else there is no vote."
      actions={
        <>
          <CopyButton text={JSON.stringify(vote, null, 2)} label="Copy as JSON" />
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {vote.reasoning && <MessageList messages={[{ role: "reasoning", content: vote.reasoning }]} />}
      <MessageList messages={[{ role: "reply", content: vote.text }]} />
      <FactList facts={facts} className="mb-3 max-md:grid-cols-2" />
      <h3 className="text-small text-ink2 mb-1.5 font-semibold">Exactly what was sent</h3>
      <MessageList messages={vote.messages} />
    </Dialog>
  );
}
