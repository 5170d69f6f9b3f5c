import type { z } from "zod";
import { isRecord } from "../core/is-record.ts";
import type { Problem } from "../http/wire/common.ts";
import { ApiError } from "./api-error.ts";

const unreachable: Problem = {
  type: "about:blank",
  title: "Malthouse does not answer",
  status: 0,
  detail:
    "The server could not be reached. Is it still running? What you see is the last state that was read.",
};

const isFieldError = (value: unknown): boolean =>
  isRecord(value) && typeof value["path"] === "string" && typeof value["message"] === "string";

/** By hand, because what went wrong must be told even where no further script can be loaded. */
function isProblem(value: unknown): value is Problem {
  if (!isRecord(value)) return false;
  const { type, title, status, detail, errors } = value;
  return (
    [type, title, detail].every((text) => typeof text === "string") &&
    Number.isInteger(status) &&
    (errors === undefined || (Array.isArray(errors) && errors.every(isFieldError)))
  );
}

/** The problem of an answer that is not 2xx; never throws, whatever the body is. */
export function readProblem(status: number, body: string): Problem {
  try {
    const parsed: unknown = JSON.parse(body);
    if (isProblem(parsed)) return parsed;
  } catch {
    // Not JSON: a proxy's page, or nothing at all.
  }
  return {
    type: "about:blank",
    title: `The server answered ${status}`,
    status,
    detail: "The answer could not be read. Try again; if it stays, look at the server's output.",
  };
}

/** A schema, or how to get it: the library that checks shapes is no part of a page's first load. */
type SchemaSource<Schema extends z.ZodType> = Schema | (() => Promise<Schema>);

/** Begins to load the schema, so that it comes while the answer is under way. */
function loadSchema<Schema extends z.ZodType>(source: SchemaSource<Schema>): Promise<Schema> {
  const schema = typeof source === "function" ? source() : Promise.resolve(source);
  // A request that fails first leaves nobody waiting for this one.
  schema.catch(() => undefined);
  return schema;
}

function parseAnswer<Schema extends z.ZodType>(path: string, schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const { path: where = [], message = "" } = parsed.error.issues[0] ?? {};
  throw new ApiError({
    type: "about:blank",
    title: "The answer has another shape than this page expects",
    status: 200,
    detail: `${path}, ${where.join(".") || "body"}: ${message}. The page may be older than the server: reload it.`,
  });
}

type Options = { readonly signal?: AbortSignal | undefined };

async function request(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, {
    ...init,
    headers: { accept: "application/json", ...init.headers },
  }).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause;
    throw new ApiError(unreachable);
  });
  if (!response.ok) throw new ApiError(readProblem(response.status, await response.text()));
  return response;
}

/** GET `path`, checked against the schema. Throws ApiError; rejects with the abort when the signal fires. */
export async function getJson<Schema extends z.ZodType>(
  path: string,
  source: SchemaSource<Schema>,
  { signal }: Options = {},
): Promise<z.infer<Schema>> {
  const schema = loadSchema(source);
  const response = await request(path, signal ? { signal } : {});
  return parseAnswer(path, await schema, await response.json());
}

/** GET a file, and the name that the server gives it. Throws ApiError with the server's own words when it refuses. */
export async function getFile(path: string, { signal }: Options = {}): Promise<{ blob: Blob; name: string }> {
  const response = await request(path, { headers: { accept: "*/*" }, ...(signal && { signal }) });
  const given = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  try {
    return { blob: await response.blob(), name: decodeURIComponent(given ?? "malthouse") };
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError(unreachable);
  }
}

type Method = "POST" | "PUT" | "PATCH" | "DELETE";

/** Sends a JSON body and checks the answer against the schema; an empty answer (204) is parsed as null. */
export async function sendJson<Schema extends z.ZodType>(
  method: Method,
  path: string,
  body: unknown,
  source: SchemaSource<Schema>,
  { signal }: Options = {},
): Promise<z.infer<Schema>> {
  const schema = loadSchema(source);
  const response = await request(path, {
    method,
    ...(signal && { signal }),
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    }),
  });
  const text = await response.text();
  return parseAnswer(path, await schema, text === "" ? null : (JSON.parse(text) as unknown));
}

type UploadOptions = Options & {
  /** Share sent, 0 to 1. */
  readonly onProgress?: (share: number) => void;
};

/** POSTs a form with files. XMLHttpRequest, because fetch tells nothing of an upload's progress. */
export function upload<Schema extends z.ZodType>(
  path: string,
  form: FormData,
  source: SchemaSource<Schema>,
  { onProgress, signal }: UploadOptions = {},
): Promise<z.infer<Schema>> {
  const schema = loadSchema(source);
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open("POST", path);
    call.setRequestHeader("accept", "application/json");
    call.upload.addEventListener("progress", ({ loaded, total }) =>
      onProgress?.(total > 0 ? loaded / total : 0),
    );
    call.addEventListener("error", () => reject(new ApiError(unreachable)));
    call.addEventListener("abort", () => reject(new DOMException("The upload was cancelled.", "AbortError")));
    const read = async (): Promise<z.infer<Schema>> => {
      if (call.status < 200 || call.status > 299)
        throw new ApiError(readProblem(call.status, call.responseText));
      return parseAnswer(path, await schema, JSON.parse(call.responseText));
    };
    call.addEventListener("load", () => {
      read().then(resolve, (error: unknown) =>
        reject(error instanceof Error ? error : new ApiError(unreachable)),
      );
    });
    signal?.addEventListener("abort", () => call.abort());
    call.send(form);
  });
}

/** For DELETE: nothing comes back. */
export const Nothing = async () => (await import("../http/wire/common.ts")).Nothing;
