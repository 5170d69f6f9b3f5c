import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { Dataset, DatasetList, QuestionList } from "../http/wire/datasets.ts";
import { searchOf } from "./search-of.ts";
import { getJson, Nothing, sendJson, upload } from "./send.ts";

export const datasetsQuery = () =>
  queryOptions({
    queryKey: ["datasets", "list"],
    queryFn: ({ signal }) => getJson(`/api/datasets${searchOf({ limit: 500 })}`, DatasetList, { signal }),
  });

export const datasetQuery = (datasetId: string) =>
  queryOptions({
    queryKey: ["datasets", datasetId],
    queryFn: ({ signal }) => getJson(`/api/datasets/${datasetId}`, Dataset, { signal }),
  });

const pageSize = 100;

/** The questions in file order; `q` looks in text and gold. */
export const questionsInfiniteQuery = (datasetId: string, filters: { readonly q?: string } = {}) =>
  infiniteQueryOptions({
    queryKey: ["datasets", datasetId, "questions", filters],
    queryFn: ({ signal, pageParam }) =>
      getJson(
        `/api/datasets/${datasetId}/questions${searchOf({ ...filters, limit: pageSize, cursor: pageParam })}`,
        QuestionList,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export type DatasetUpload = { readonly file: File; readonly name?: string; readonly task?: string };

/** A data set from a file; the same bytes twice give the first one back. */
export function uploadDataset(
  { file, name, task }: DatasetUpload,
  onProgress: (share: number) => void,
  signal?: AbortSignal,
): Promise<Dataset> {
  const form = new FormData();
  // Fields before the file: the server reads the form as a stream.
  if (name) form.set("name", name);
  if (task) form.set("task", task);
  form.set("file", file);
  return upload("/api/datasets", form, Dataset, { onProgress, signal });
}

export const deleteDataset = (datasetId: string): Promise<null> =>
  sendJson("DELETE", `/api/datasets/${datasetId}`, undefined, Nothing);
