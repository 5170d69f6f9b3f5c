import { queryOptions } from "@tanstack/react-query";
import { HubAccess, type HubAccessPut, HubPush, HubPushList, type HubPushPost } from "../http/wire/hub.ts";
import { getJson, sendJson } from "./send.ts";

/** How the Hub is reached, without the token. */
export const hubQuery = () =>
  queryOptions({
    queryKey: ["hub"],
    queryFn: ({ signal }) => getJson("/api/hub", HubAccess, { signal }),
  });

/** Pushes of an export, newest first; asked for again while one is under way. */
export const pushesQuery = (exportId: string) =>
  queryOptions({
    queryKey: ["exports", exportId, "pushes"],
    queryFn: ({ signal }) => getJson(`/api/exports/${exportId}/pushes`, HubPushList, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => status === "pushing") ? 700 : false,
  });

/** A token left out stays as it is, null takes it away. */
export const putHubAccess = (body: HubAccessPut): Promise<HubAccess> =>
  sendJson("PUT", "/api/hub", body, HubAccess);

export const startPush = (exportId: string, body: HubPushPost): Promise<HubPush> =>
  sendJson("POST", `/api/exports/${exportId}/pushes`, body, HubPush);

export const cancelPush = (exportId: string, pushId: string): Promise<HubPush> =>
  sendJson("POST", `/api/exports/${exportId}/pushes/${pushId}/cancel`, undefined, HubPush);
