import { errorResponse } from "../wire.ts";
import { fileView, type Files } from "./files.ts";
import { readForm } from "./read-form.ts";
import { JobRequest, jobView } from "./job.ts";
import type { JobEvent, Jobs } from "./jobs.ts";

const mostFileBytes = 200 * 1024 ** 2;
const [usualPage, mostPerPage] = [20, 100];

/**
 * Answers the addresses of OpenAI's files and fine-tuning APIs below /v1; null for any other. Lists come newest first
 * and take `limit` and `after`.
 */
export async function handleTraining(
  request: Request,
  address: string,
  { files, jobs }: { readonly files: Files; readonly jobs: Jobs },
): Promise<Response | null> {
  const { searchParams } = new URL(request.url);
  const [, first, second = "", third = "", fourth = "", ...rest] = address.split("/").map(decodeURIComponent);
  if (rest.length > 0) return null;
  if (first === "files" && fourth === "") {
    if (second === "" && third === "")
      return request.method === "POST"
        ? await addFile(request, files)
        : request.method === "GET"
          ? listOf(files.all().map(fileView), searchParams)
          : notAllowed("GET or POST");
    return await handleFile(request.method, second, third, files);
  }
  if (first !== "fine_tuning" || second !== "jobs") return null;
  if (third === "")
    return request.method === "POST"
      ? await startJob(request, jobs)
      : request.method === "GET"
        ? listOf(jobs.all().map(jobView), searchParams)
        : notAllowed("GET or POST");
  return await handleJob(request.method, third, fourth, jobs, searchParams);
}

async function addFile(request: Request, files: Files): Promise<Response> {
  const form = await readForm(request, mostFileBytes);
  if (form === "too large")
    return errorResponse(413, `The file is above ${mostFileBytes / 1024 ** 2} MB. Split it.`, {
      param: "file",
    });
  const [file, purpose] = [form?.get("file"), form?.get("purpose")];
  if (!(file instanceof File))
    return errorResponse(400, "Send multipart/form-data with a file.", { param: "file" });
  if (purpose !== "fine-tune")
    return errorResponse(400, 'purpose: "fine-tune" is the only one that is taken here.', {
      param: "purpose",
    });
  return Response.json(fileView(await files.add(file.name, purpose, await file.text())));
}

async function handleFile(method: string, id: string, part: string, files: Files): Promise<Response> {
  const file = files.find(id);
  if (!file) return errorResponse(404, `No such File object: ${id}`, { param: "id" });
  if (part === "content" && method === "GET")
    return new Response(await files.text(id), { headers: { "content-type": "application/octet-stream" } });
  if (part !== "") return errorResponse(404, `A file has no ${part}.`);
  if (method === "DELETE") {
    await files.remove(id);
    return Response.json({ id, object: "file", deleted: true });
  }
  return method === "GET" ? Response.json(fileView(file)) : notAllowed("GET or DELETE");
}

async function startJob(request: Request, jobs: Jobs): Promise<Response> {
  const body: unknown = await request.json().catch(() => undefined);
  const parsed = JobRequest.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const param = issue?.path.join(".") || null;
    return errorResponse(
      400,
      `${param ?? "the body"}: ${issue?.message ?? "is not what this address takes"}`,
      { param },
    );
  }
  const started = await jobs.start(parsed.data);
  if (!("missing" in started)) return Response.json(jobView(started));
  return started.missing === "model"
    ? errorResponse(404, `The model "${parsed.data.model}" does not exist.`, {
        param: "model",
        code: "model_not_found",
      })
    : errorResponse(400, `There is no file "${parsed.data.training_file}": upload it first.`, {
        param: "training_file",
      });
}

async function handleJob(
  method: string,
  id: string,
  part: string,
  jobs: Jobs,
  query: URLSearchParams,
): Promise<Response> {
  const found = jobs.find(id);
  if (!found) return errorResponse(404, `Could not find fine tune: ${id}`, { param: "fine_tuning_job_id" });
  if (part === "") return method === "GET" ? Response.json(jobView(found.job)) : notAllowed("GET");
  if (part === "events" && method === "GET") return listOf(found.events.toReversed().map(eventView), query);
  if (part === "checkpoints" && method === "GET") return listOf([], query);
  if (part === "cancel" && method === "POST") {
    if (!(await jobs.cancel(id)))
      return errorResponse(400, `The job has ${found.job.status} and cannot be cancelled.`);
    return Response.json(jobView(jobs.find(id)?.job ?? found.job));
  }
  return errorResponse(404, `A job has no ${part}.`);
}

const eventView = ({ id, createdAt, level, type, message, data }: JobEvent): Record<string, unknown> => ({
  object: "fine_tuning.job.event",
  id,
  created_at: createdAt,
  level,
  type,
  message,
  data,
});

function listOf(items: readonly Record<string, unknown>[], query: URLSearchParams): Response {
  const asked = Number(query.get("limit") ?? usualPage);
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, mostPerPage) : usualPage;
  const after = query.get("after");
  const from = after === null ? 0 : items.findIndex((item) => item["id"] === after) + 1;
  const data = items.slice(from, from + limit);
  return Response.json({
    object: "list",
    data,
    first_id: data[0]?.["id"] ?? null,
    last_id: data.at(-1)?.["id"] ?? null,
    has_more: from + limit < items.length,
  });
}

const notAllowed = (methods: string): Response => errorResponse(405, `Use ${methods} here.`);
