import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { searchOf } from "./search-of.ts";
import { getJson } from "./send.ts";

const shapes = () => import("../http/wire/export-rows.ts");

/** The rows of one data file of a finished export, which never change. */
export const exportRowsQuery = (exportId: string, file: string) =>
  infiniteQueryOptions({
    queryKey: ["exports", exportId, "rows", file],
    queryFn: ({ signal, pageParam }) =>
      getJson(
        `/api/exports/${exportId}/rows${searchOf({ file, limit: 20, cursor: pageParam })}`,
        async () => (await shapes()).ExportRowList,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What `b` has that `a` has not, and the other way round. */
export const exportDiffQuery = (a: string, b: string) =>
  queryOptions({
    queryKey: ["exports", a, "diff", b],
    queryFn: ({ signal }) =>
      getJson(
        `/api/exports/${a}/diff${searchOf({ to: b, limit: 20 })}`,
        async () => (await shapes()).ExportDiff,
        { signal },
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** In which finished exports the nodes of a tree stand. */
export const treeExportsQuery = (treeId: string) =>
  queryOptions({
    queryKey: ["trees", treeId, "exports"],
    queryFn: ({ signal }) =>
      getJson(`/api/trees/${treeId}/exports`, async () => (await shapes()).TreeExports, { signal }),
    staleTime: 30_000,
  });
