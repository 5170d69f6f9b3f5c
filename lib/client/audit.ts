import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  AlikeAsk,
  AlikeView,
  AuditQueue,
  AuditStep,
  AuditTurn,
  AuditVerdicts,
  BlindSaid,
  MarkedQuestion,
  MendPreview,
  SampleState,
} from "../http/wire/audit.ts";
import type { Verdict } from "../core/tree.ts";
import { searchOf } from "./search-of.ts";
import { getJson, sendJson } from "./send.ts";

const shapes = () => import("../http/wire/audit.ts");
const rootOf = (runId: string): string => `/api/runs/${runId}/audit`;

/** All that the audit of a run shows; invalidate it after each step. */
export const auditKey = (runId: string) => ["runs", runId, "audit"] as const;

export type SuspectFilters = { readonly signal?: string; readonly effect?: string };

/** Suspect leaves, best first; asked for again while trees are still being looked at. */
export const auditQuery = (runId: string, filters: SuspectFilters = {}) =>
  infiniteQueryOptions({
    queryKey: [...auditKey(runId), "queue", filters],
    queryFn: ({ signal, pageParam }): Promise<AuditQueue> =>
      getJson(
        `${rootOf(runId)}${searchOf({ ...filters, limit: 50, cursor: pageParam })}`,
        async () => (await shapes()).AuditQueue,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page: AuditQueue) => page.nextCursor,
    refetchInterval: ({ state }) => ((state.data?.pages.at(-1)?.pending ?? 0) > 0 ? 700 : false),
  });

/** One leaf as the audit shows it, suspect or not. */
export const auditedLeafQuery = (runId: string, nodeId: string) =>
  queryOptions({
    queryKey: [...auditKey(runId), "leaf", nodeId],
    queryFn: ({ signal }) =>
      getJson(`${rootOf(runId)}/leaves/${nodeId}`, async () => (await shapes()).AuditedLeaf, { signal }),
  });

/** What people did in the audit, newest first. */
export const auditHistoryQuery = (runId: string) =>
  queryOptions({
    queryKey: [...auditKey(runId), "history"],
    queryFn: async ({ signal }): Promise<AuditStep[]> =>
      (
        await getJson(`${rootOf(runId)}/history?limit=200`, async () => (await shapes()).AuditHistory, {
          signal,
        })
      ).items,
  });

/** Questions whose gold is marked wrong. */
export const markedGoldsQuery = (runId: string) =>
  queryOptions({
    queryKey: [...auditKey(runId), "golds"],
    queryFn: async ({ signal }): Promise<MarkedQuestion[]> =>
      (await getJson(`${rootOf(runId)}/golds`, async () => (await shapes()).MarkedQuestions, { signal }))
        .items,
  });

/** The blind sample and its next leaves for an author. */
export const sampleQuery = (runId: string, author: string) =>
  queryOptions({
    queryKey: [...auditKey(runId), "sample", author],
    queryFn: ({ signal }): Promise<SampleState> =>
      getJson(`${rootOf(runId)}/sample${searchOf({ author })}`, async () => (await shapes()).SampleState, {
        signal,
      }),
  });

/** Overrides leaves as one step. */
export const turnLeaves = (runId: string, body: AuditVerdicts): Promise<AuditTurn> =>
  sendJson("POST", `${rootOf(runId)}/verdicts`, body, async () => (await shapes()).AuditTurn);

/** The leaves like one, and what turning all would change. */
export const alikeQuery = (runId: string, ask: AlikeAsk) =>
  queryOptions({
    queryKey: [...auditKey(runId), "alike", ask],
    queryFn: (): Promise<AlikeView> =>
      sendJson("POST", `${rootOf(runId)}/alike`, ask, async () => (await shapes()).AlikeView),
  });

type Words = { readonly author?: string; readonly reason?: string };

/** Takes a step back. */
export const undoStep = async (runId: string, stepId: string, words: Words): Promise<AuditStep[]> =>
  (
    await sendJson(
      "POST",
      `${rootOf(runId)}/undo`,
      { stepId, ...words },
      async () => (await shapes()).AuditHistory,
    )
  ).items;

/** Marks a gold as wrong, or takes that back. */
export const markGold = async (
  runId: string,
  questionId: string,
  body: Words & { readonly isWrong: boolean },
): Promise<MarkedQuestion[]> =>
  (
    await sendJson(
      "POST",
      `${rootOf(runId)}/golds/${questionId}/mark`,
      body,
      async () => (await shapes()).MarkedQuestions,
    )
  ).items;

/** What judging a question by another gold would change. */
export const previewMend = (runId: string, questionId: string, gold: string): Promise<MendPreview> =>
  sendJson(
    "POST",
    `${rootOf(runId)}/golds/${questionId}/preview`,
    { gold },
    async () => (await shapes()).MendPreview,
  );

/** Puts another gold in place and judges the question by it. */
export const mendGold = (
  runId: string,
  questionId: string,
  body: Words & { readonly gold: string },
): Promise<MendPreview> =>
  sendJson(
    "POST",
    `${rootOf(runId)}/golds/${questionId}/mend`,
    body,
    async () => (await shapes()).MendPreview,
  );

/** Draws a new blind sample. */
export const drawSample = (
  runId: string,
  body: { readonly perVerdict: number; readonly seed: number; readonly author?: string },
): Promise<SampleState> =>
  sendJson("POST", `${rootOf(runId)}/sample`, body, async () => (await shapes()).SampleState);

/** Says what a sampled leaf is; the answer shows the judge's word. */
export const sayBlind = (
  runId: string,
  body: { readonly nodeId: string; readonly verdict: Verdict | null; readonly author: string },
): Promise<BlindSaid> =>
  sendJson("POST", `${rootOf(runId)}/sample/verdicts`, body, async () => (await shapes()).BlindSaid);
