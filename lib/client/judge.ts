import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { type JudgePost, JudgeResult } from "../http/wire/judge.ts";
import { NodeInPlace } from "../http/wire/nodes.ts";
import { getJson, sendJson } from "./send.ts";

/** Verdicts on pasted texts, in order; at most 500. */
export const judgeTexts = (body: JudgePost, signal?: AbortSignal): Promise<z.infer<typeof JudgeResult>> =>
  sendJson("POST", "/api/judge", body, JudgeResult, { signal });

/** One completion with its question and its stored verdict. */
export const nodeQuery = (nodeId: string) =>
  queryOptions({
    queryKey: ["nodes", nodeId],
    queryFn: ({ signal }) => getJson(`/api/nodes/${nodeId}`, NodeInPlace, { signal }),
  });
