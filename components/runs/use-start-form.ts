"use client";
import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useDebounced } from "@/components/ui/use-debounced.ts";
import { useStoredText } from "@/components/ui/use-stored-text.ts";
import { ApiError } from "@/lib/client/api-error.ts";
import { datasetsQuery } from "@/lib/client/datasets.ts";
import { endpointsQuery, probeQuery } from "@/lib/client/endpoints.ts";
import { protocolsQuery } from "@/lib/client/protocols.ts";
import { checkRun } from "@/lib/client/run-checks.ts";
import { createRun, estimateRun, runQuery } from "@/lib/client/runs.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { firstEndpoint, type ProbeState } from "./first-endpoint.ts";
import { draftOfRun, emptyDraft, type RunDraft, toRunBody, withRole } from "./run-draft.ts";

/** How long the form must stand still before the server is asked what it would cost. */
const settleMs = 400;
/** "Try 5 first": enough to see whether prompts and answers work. */
export const trySize = 5;
/** The run as typed, its first few questions as a run of their own, or as typed with one question grown first. */
export type StartSize = "all" | "few" | "trial";
export type StartForm = ReturnType<typeof useStartForm>;

type Wishes = {
  /** The data set to begin with, from the address. */
  readonly datasetId: string | null;
  /** The run to copy, from the address. */
  readonly likeRunId: string | null;
  readonly onStarted: (run: Run) => void;
};

/** State of the start form: what is typed, what the server knows, what it says of it. */
export function useStartForm({ datasetId, likeRunId, onStarted }: Wishes) {
  const client = useQueryClient();
  const [typed, setTyped] = useState<RunDraft | null>(null);
  const [hasTried, setHasTried] = useState(false);
  const [lastEndpointId, keepEndpointId] = useStoredText("malthouse.last-endpoint", "");
  const [lastDatasetId, keepDatasetId] = useStoredText("malthouse.last-dataset", "");
  const datasets = useQuery(datasetsQuery());
  const endpoints = useQuery(endpointsQuery());
  const protocols = useQuery(protocolsQuery());
  const like = useQuery({ ...runQuery(likeRunId ?? ""), enabled: likeRunId !== null });

  const protocol =
    protocols.data?.items.find((one) => one.name === typed?.protocol) ?? protocols.data?.items[0];
  const roleNames = protocol?.roles.map((role) => role.name) ?? [];
  const blank = emptyDraft(protocol?.name ?? "", protocol?.defaultBranching ?? {});
  const templates = protocol?.templates[like.data?.config?.task ?? ""] ?? {};
  const before = like.data ? draftOfRun(like.data, blank, templates) : null;
  const chosen = typed ?? before ?? blank;

  const known = endpoints.data?.items ?? [];
  const named = new Set(Object.values(chosen.roles).map((role) => role.endpointId));
  // Nothing to go by: each is asked, so that the form does not stand on one that is down.
  const isOpen = named.has("") && !known.some((one) => one.id === lastEndpointId);
  const asked = known.filter((one) => isOpen || one.id === lastEndpointId || named.has(one.id));
  const probes = useQueries({
    queries: asked.map((one) => probeQuery(one.id)),
    combine: (results) => new Map(asked.map((one, index) => [one.id, results[index]])),
  });
  const stateOf = (endpointId: string): ProbeState => {
    const probe = probes.get(endpointId);
    if (probe?.isError || probe?.data?.ok === false) return "silent";
    return probe?.data ? "answers" : "asked";
  };
  const fallback = firstEndpoint(known, lastEndpointId, stateOf)?.id ?? "";
  const modelsOf = (endpointId: string): readonly string[] => probes.get(endpointId)?.data?.models ?? [];
  const firstDatasetId =
    datasets.data?.items.find((one) => one.id === lastDatasetId)?.id ?? datasets.data?.items[0]?.id ?? "";
  const draft = roleNames.reduce(
    (next, name) => {
      const role = next.roles[name];
      const endpointId = role?.endpointId || fallback;
      return withRole(next, name, { endpointId, model: role?.model || (modelsOf(endpointId)[0] ?? "") });
    },
    { ...chosen, datasetId: chosen.datasetId || datasetId || firstDatasetId },
  );

  const { body, problems } = toRunBody(draft);
  const isComplete = protocol !== undefined && problems.length === 0;
  const settled = useDebounced(body, settleMs);
  const estimate = useQuery({
    queryKey: ["estimate", settled],
    queryFn: ({ signal }) => estimateRun(settled, signal),
    // The settled body lags behind the form: it may still be one without models.
    enabled:
      isComplete && settled.datasetId !== "" && Object.values(settled.roles).some((role) => role.model),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 30_000,
  });
  const start = useMutation({
    mutationFn: createRun,
    onSuccess: (run, { datasetId: usedDatasetId, roles }) => {
      keepDatasetId(usedDatasetId);
      keepEndpointId(Object.values(roles)[0]?.endpointId ?? "");
      client.setQueryData(runQuery(run.id).queryKey, run);
      void client.invalidateQueries({ queryKey: ["runs", "list"] });
      onStarted(run);
    },
  });

  const check = useMutation({ mutationFn: checkRun });

  const refusal = start.error ?? estimate.error;
  const errorAt = (path: string): string | null => {
    const mine = problems.find(
      (one) => (one.path === path || one.path.startsWith(`${path}.`)) && (hasTried || !one.isMissing),
    );
    return mine?.message ?? (refusal instanceof ApiError ? refusal.fieldError(path) : null);
  };
  const missing = isComplete
    ? null
    : problems.every((one) => one.isMissing)
      ? "Choose a model for each role to see what the run would take."
      : "Correct what is marked red to see what the run would take.";
  const submit = (size: StartSize): void => {
    setHasTried(true);
    if (!isComplete || start.isPending) return;
    const questions = body.questions && "ids" in body.questions ? {} : body.questions;
    if (size === "few") start.mutate({ ...body, questions: { ...questions, limit: trySize } });
    else start.mutate(size === "trial" ? { ...body, trial: true } : body);
  };
  const runCheck = (): void => {
    setHasTried(true);
    if (isComplete && !check.isPending) check.mutate(body);
  };
  const change = (next: RunDraft): void => {
    start.reset();
    check.reset();
    setTyped(next);
  };

  return {
    draft,
    budget: body.budget ?? {},
    change,
    protocol,
    datasets,
    endpoints,
    protocols,
    like,
    /** The form as the run that this one is like filled it in. */
    before,
    probes,
    stateOf,
    modelsOf,
    estimate,
    start,
    check,
    errorAt,
    submit,
    runCheck,
    isComplete,
    hasTried,
    missing,
    problems,
  };
}
