import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { Dataset } from "../http/wire/datasets.ts";
import { type RuleCreate, RuleVersion, RuleVersionList } from "../http/wire/judge-rules.ts";
import { RuleTried, type RuleTry } from "../http/wire/rule-trials.ts";
import { getJson, sendJson } from "./send.ts";

/** The versions of a data set's rule, newest first. */
export const rulesQuery = (datasetId: string) =>
  queryOptions({
    queryKey: ["datasets", datasetId, "rules"],
    queryFn: ({ signal }) => getJson(`/api/datasets/${datasetId}/rules`, RuleVersionList, { signal }),
  });

/** What a rule would say; the same trial is not asked for twice. */
export const ruleTrialQuery = (datasetId: string, trial: RuleTry) =>
  queryOptions({
    queryKey: ["datasets", datasetId, "rules", "try", trial],
    queryFn: ({ signal }): Promise<z.infer<typeof RuleTried>> =>
      sendJson("POST", `/api/datasets/${datasetId}/rules/try`, trial, RuleTried, { signal }),
    staleTime: 60_000,
    retry: false,
  });

/** Adds a version, which counts from now on. */
export const addRule = (datasetId: string, body: RuleCreate): Promise<RuleVersion> =>
  sendJson("POST", `/api/datasets/${datasetId}/rules`, body, RuleVersion);

/** Goes back to a version; null is the task's own judge. */
export const chooseRule = (datasetId: string, version: number | null): Promise<Dataset> =>
  sendJson("PUT", `/api/datasets/${datasetId}/rules`, { version }, Dataset);
