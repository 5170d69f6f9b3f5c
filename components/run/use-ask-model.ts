"use client";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { firstEndpoint } from "@/components/runs/first-endpoint.ts";
import { useDebounced } from "@/components/ui/use-debounced.ts";
import { useStoredText } from "@/components/ui/use-stored-text.ts";
import { ApiError } from "@/lib/client/api-error.ts";
import { endpointsQuery, probeQuery } from "@/lib/client/endpoints.ts";
import { estimateVotes, startVotes, voteTasksQuery } from "@/lib/client/votes.ts";
import type { VotesPost } from "@/lib/http/wire/votes.ts";

/** What is typed into the form; numbers as they stand in their fields. */
export type AskModelDraft = {
  readonly endpointId: string;
  readonly model: string;
  readonly maxTokens: string;
  readonly limit: string;
  readonly budgetUsd: string;
  readonly again: boolean;
};

const settleMs = 300;

const numberOf = (text: string): number | undefined =>
  text.trim() === "" ? undefined : Number(text.trim().replace(",", "."));

/** State of the form that asks a model: what is typed, what the endpoint has, what asking would take. */
export function useAskModel(runId: string, onStarted: () => void) {
  const client = useQueryClient();
  const [lastEndpointId, keepEndpointId] = useStoredText("malthouse.vote-endpoint", "");
  const [lastModel, keepModel] = useStoredText("malthouse.vote-model", "");
  const [typed, setTyped] = useState<Partial<AskModelDraft>>({});
  const endpoints = useQuery(endpointsQuery());
  const known = endpoints.data?.items ?? [];
  const endpointId = typed.endpointId ?? firstEndpoint(known, lastEndpointId, () => "asked")?.id ?? "";
  const endpoint = known.find((one) => one.id === endpointId);
  const probe = useQuery({ ...probeQuery(endpointId), enabled: endpointId !== "" });
  const models = probe.data?.models ?? [];
  const remembered = endpointId === lastEndpointId && lastModel !== "" ? lastModel : models[0];
  const draft: AskModelDraft = {
    maxTokens: "1024",
    limit: "",
    budgetUsd: "",
    again: false,
    ...typed,
    endpointId,
    model: typed.model ?? remembered ?? "",
  };
  const price = endpoint?.prices[draft.model];
  const isPriced = endpoint?.isSimulator === true || (price !== undefined && !("gpuHourUsd" in price));
  const [maxTokens, limit, budgetUsd] = [
    numberOf(draft.maxTokens),
    numberOf(draft.limit),
    isPriced ? numberOf(draft.budgetUsd) : undefined,
  ];
  const body: VotesPost = {
    endpointId,
    model: draft.model,
    again: draft.again,
    ...(maxTokens !== undefined && { maxTokens }),
    ...(limit !== undefined && { limit }),
    ...(budgetUsd !== undefined && { budgetUsd }),
  };
  const settled = useDebounced(body, settleMs);
  const estimate = useQuery({
    queryKey: ["runs", runId, "vote-estimate", settled],
    queryFn: ({ signal }) => estimateVotes(runId, settled, signal),
    enabled: settled.endpointId !== "" && settled.model !== "",
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  const start = useMutation({
    mutationFn: () => startVotes(runId, body),
    onSuccess: async () => {
      keepEndpointId(endpointId);
      keepModel(draft.model);
      await client.invalidateQueries({ queryKey: voteTasksQuery(runId).queryKey });
      onStarted();
    },
  });
  const refusal = start.error ?? estimate.error;
  return {
    draft,
    change: (fields: Partial<AskModelDraft>): void => {
      start.reset();
      setTyped({ ...typed, ...fields });
    },
    /** Another endpoint has other models. */
    chooseEndpoint: (chosenId: string): void => {
      start.reset();
      const { model: _, ...others } = typed;
      setTyped({ ...others, endpointId: chosenId });
    },
    endpoints,
    probe,
    models,
    isPriced,
    estimate,
    start,
    refusal,
    errorAt: (path: string): string | null => (refusal instanceof ApiError ? refusal.fieldError(path) : null),
    /** The estimate shown is of what stands in the form. */
    isCurrent:
      estimate.isSuccess && !estimate.isPlaceholderData && JSON.stringify(settled) === JSON.stringify(body),
  };
}
