import type { z } from "zod";
import { type JudgePost, JudgeResult } from "../http/wire/judge.ts";
import { sendJson } from "./send.ts";

/** Verdicts on pasted texts, in order; at most 500. */
export const judgeTexts = (body: JudgePost, signal?: AbortSignal): Promise<z.infer<typeof JudgeResult>> =>
  sendJson("POST", "/api/judge", body, JudgeResult, { signal });
