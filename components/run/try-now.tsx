"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button.tsx";
import { limitQuery, tryNow } from "@/lib/client/endpoints.ts";
import type { Run } from "@/lib/http/wire/runs.ts";

/** Asks the endpoints that a growing run waits for once now. Nothing where it waits for none. */
export function TryNow({ run }: { readonly run: Run }) {
  const client = useQueryClient();
  const closed =
    run.status === "growing" ? run.limits.filter(({ waitingUntil }) => waitingUntil !== null) : [];
  const ask = useMutation({
    mutationFn: () => Promise.all(closed.map(({ endpointId }) => tryNow(endpointId))),
    onSuccess: (limits) => {
      for (const limit of limits) client.setQueryData(limitQuery(limit.endpointId).queryKey, limit);
    },
  });
  if (closed.length === 0) return null;
  return (
    <Button size="sm" className="ml-2" disabled={ask.isPending} onClick={() => ask.mutate()}>
      {ask.isError ? "Try now: failed, again" : "Try now"}
    </Button>
  );
}
