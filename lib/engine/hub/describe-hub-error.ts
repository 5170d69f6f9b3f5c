import { isRecord } from "../../core/is-record.ts";
import { MalthouseError } from "../../core/errors.ts";
import { EndpointFailure } from "../endpoint-failure.ts";

type Where = { readonly hubUrl: string; readonly repo: string };

/** What the Hub's client throws for an answer that is not 2xx; told by its shape, for its module is loaded late. */
type HubRefusal = Error & { readonly statusCode: number; readonly data?: unknown };

/** Whether the Hub itself refused. */
export const isHubRefusal = (error: unknown): error is HubRefusal =>
  error instanceof Error && "statusCode" in error && typeof error.statusCode === "number";

/** Why a push did not go through and what to do, for a person; holds no token. */
export function describeHubError(error: unknown, { hubUrl, repo }: Where): string {
  if (error instanceof MalthouseError) return error.message;
  const host = new URL(hubUrl).host;
  if (isHubRefusal(error)) return `${sayStatus(error.statusCode, host, repo)}${saidBy(error)}`;
  const failure = causeOf(error, EndpointFailure);
  if (failure) return failure.message;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOSPC")
    return "The disk is full: the export is unpacked to be sent. Free some space, then push again.";
  if (/^(E[A-Z]+|UND_.*|CERT_.*|.*_CERT.*|DEPTH_.*)$/.test(code))
    return `${host} could not be reached (${code}). Check the network, then push again; what was sent is kept there and not sent twice.`;
  return `${host} answered in a way that its client does not understand. Try again; the server's log has the reason.`;
}

function sayStatus(status: number, host: string, repo: string): string {
  const words: Readonly<Record<number, string>> = {
    401: `${host} does not know this token. Enter a valid one with write access.`,
    403: `This token may not write to ${repo}. Give it write access to that name, or choose a name of your own.`,
    404: `${host} knows no ${repo} for this token. Check the name before the slash.`,
    409: `Somebody else is changing ${repo} at this moment. Push again.`,
    412: `Somebody else has changed ${repo} meanwhile. Push again.`,
    413: `${host} takes no file of this size. Export fewer rows, or split the recipe.`,
    429: `${host} asks to wait: too many requests. Push again in a few minutes.`,
  };
  if (status >= 300 && status < 400)
    return `${host} sends this on to another address, which Malthouse does not follow. Was ${repo} renamed?`;
  if (status >= 500) return `${host} has a fault of its own (${status}). Push again later.`;
  return words[status] ?? `${host} refused the push (${status}).`;
}

/** The Hub's own sentence, without the address and the request id that its client adds. */
function saidBy({ data }: HubRefusal): string {
  const said = isRecord(data) ? (data["error"] ?? data["message"]) : null;
  return typeof said === "string" && said.trim() !== "" && said.length < 300
    ? ` It says: ${said.trim()}`
    : "";
}

function causeOf<Wanted>(error: unknown, kind: new (...parts: never[]) => Wanted): Wanted | null {
  for (let at = error, deep = 0; at instanceof Error && deep < 5; at = at.cause, deep += 1)
    if (at instanceof kind) return at;
  return null;
}
