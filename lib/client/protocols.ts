import { queryOptions } from "@tanstack/react-query";
import { ProtocolList } from "../http/wire/protocols.ts";
import { getJson } from "./send.ts";

/** The ways to grow a tree that this server knows, with their roles and default prompt templates. */
export const protocolsQuery = () =>
  queryOptions({
    queryKey: ["protocols"],
    queryFn: ({ signal }) => getJson("/api/protocols", ProtocolList, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
