"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Bar } from "@/components/ui/bar.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatMoment } from "@/components/ui/format.ts";
import { Tag } from "@/components/ui/tag.tsx";
import { cancelPush, pushesQuery } from "@/lib/client/hub.ts";
import type { HubPush } from "@/lib/http/wire/hub.ts";

const words = { pushing: "under way", done: "pushed", failed: "failed", cancelled: "cancelled" } as const;

/** One push: where to, how far, and what became of it. */
export function PushRow({ push }: { readonly push: HubPush }) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelPush(push.exportId, push.id),
    onSettled: () => client.invalidateQueries({ queryKey: pushesQuery(push.exportId).queryKey }),
  });
  const percent = `${Math.round(push.progress * 100)} %`;
  return (
    <li className="text-small flex flex-col gap-1.5 py-2">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {push.url ? (
          <a
            href={push.url}
            target="_blank"
            rel="noreferrer"
            className="text-accent inline-flex min-h-6 items-center wrap-anywhere hover:underline pointer-coarse:min-h-11"
          >
            {push.repo}
          </a>
        ) : (
          <span className="wrap-anywhere">{push.repo}</span>
        )}
        <Tag tone={push.status === "failed" ? "danger" : "neutral"}>
          {push.status === "pushing" ? percent : words[push.status]}
        </Tag>
        {push.isPrivate && <Tag>private</Tag>}
        <span className="text-ink3 ml-auto">{formatMoment(push.createdAt)}</span>
      </div>
      {push.status === "pushing" && (
        <div className="flex items-center gap-2">
          <span className="flex-1">
            <Bar share={push.progress} label={`${percent} pushed`} />
          </span>
          <Button size="sm" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel
          </Button>
        </div>
      )}
      {push.status === "failed" && push.message && (
        <p role="alert" className="text-danger wrap-anywhere">
          {push.message}
        </p>
      )}
      {push.status === "cancelled" && push.message && <p className="text-ink3">{push.message}</p>}
      {cancel.error && <ErrorNote error={cancel.error} title="It was not cancelled" />}
    </li>
  );
}
