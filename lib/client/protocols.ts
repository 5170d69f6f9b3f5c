import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { ByRole, listOf } from "../http/wire/common.ts";
import { RoleView } from "../http/wire/runs.ts";
import { getJson } from "./send.ts";

export const ProtocolView = z.object({
  name: z.string(),
  title: z.string(),
  roles: z.array(RoleView),
  templates: z.record(z.string(), z.record(z.string(), z.string())).describe("default template by task and role"),
  defaultBranching: z.union([z.number().int(), ByRole]),
});
export type ProtocolView = z.infer<typeof ProtocolView>;

/** The ways to grow a tree that this server knows, with their roles and default prompt templates. */
export const protocolsQuery = () =>
  queryOptions({
    queryKey: ["protocols"],
    queryFn: ({ signal }) => getJson("/api/protocols", listOf(ProtocolView).partial({ nextCursor: true }), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
