import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { Export, ExportCreated, ExportList, ExportPreview } from "../http/wire/exports.ts";
import { searchOf } from "./search-of.ts";
import { getJson, sendJson } from "./send.ts";

/** `runIds` and `format`, and whatever differs from the defaults. */
export type RecipeBody = Readonly<Record<string, unknown>>;

/** Past exports, newest first, all or those of a run; asked for again while one is being built. */
export const exportsQuery = (runId?: string) =>
  queryOptions({
    queryKey: ["exports", "list", ...(runId === undefined ? [] : [runId])],
    queryFn: ({ signal }) =>
      getJson(`/api/exports${searchOf({ limit: 200, runId })}`, ExportList, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some((one) => one.status === "building") ? 1000 : false,
  });

export const exportQuery = (exportId: string) =>
  queryOptions({
    queryKey: ["exports", exportId],
    queryFn: ({ signal }) => getJson(`/api/exports/${exportId}`, Export, { signal }),
    refetchInterval: ({ state }) => (state.data?.status === "building" ? 700 : false),
  });

export const previewExport = (recipe: RecipeBody, signal?: AbortSignal): Promise<ExportPreview> =>
  sendJson("POST", "/api/exports/preview", recipe, ExportPreview, { signal });

export const createExport = (recipe: RecipeBody): Promise<z.infer<typeof ExportCreated>> =>
  sendJson("POST", "/api/exports", recipe, ExportCreated);
