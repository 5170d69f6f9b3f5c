import { APIError, APIUserAbortError } from "openai";
import { MalthouseError } from "../core/errors.ts";
import { classifyReply } from "./classify-reply.ts";
import type { EndpointAccess } from "./endpoint-client.ts";
import { EndpointFailure } from "./endpoint-failure.ts";

export type FailureContext = {
  readonly access: EndpointAccess;
  readonly model: string;
  readonly signal?: AbortSignal | undefined;
};

/** Turns whatever a request threw into what to do about it. Never throws. */
export function classifyFailure(thrown: unknown, { access, model, signal }: FailureContext): EndpointFailure {
  const chain = causes(thrown);
  const known = chain.find((error) => error instanceof EndpointFailure);
  if (known) return known;
  if (signal?.aborted || thrown instanceof APIUserAbortError)
    return new EndpointFailure({ kind: "aborted", message: "Cancelled.", mayBeCharged: true, cause: thrown });
  const refused = chain.find((error) => error instanceof MalthouseError);
  if (refused)
    return new EndpointFailure({
      kind: "fatal_run",
      code: refused.code,
      message: refused.message,
      cause: thrown,
    });
  if (thrown instanceof APIError && typeof thrown.status === "number")
    return classifyReply({
      status: thrown.status,
      headers: thrown.headers ?? new Headers(),
      error: {
        message: messageOf(thrown.error),
        code: thrown.code ?? null,
        type: thrown.type ?? null,
        param: thrown.param ?? null,
        status: null,
      },
      apiKey: access.apiKey,
      model,
      cause: thrown,
    });
  return classifyBroken(chain, hostOf(access.baseUrl), thrown);
}

/** No reply to read: the connection broke, or what came was cut. */
function classifyBroken(chain: readonly Error[], host: string, cause: unknown): EndpointFailure {
  const code =
    chain.map((error) => ("code" in error ? error.code : null)).find((found) => typeof found === "string") ??
    "";
  const words = chain.map(({ name, message }) => `${name}: ${message}`).join(" ");
  if (chain.some((error) => error instanceof SyntaxError))
    return new EndpointFailure({
      kind: "paid_but_bad",
      code: "cut_json",
      message: `${host} sent an answer that breaks off or is not JSON.`,
      mayBeCharged: true,
      cause,
    });
  const isNeverSent =
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT/.test(
      `${code} ${words}`,
    );
  if (isNeverSent)
    return new EndpointFailure({
      kind: "transient",
      code: "unreachable",
      message: unreachable(code, host),
      cause,
    });
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|EPROTO/.test(code))
    return new EndpointFailure({
      kind: "fatal_run",
      code: "tls",
      message: `No secure connection to ${host} (${code}). Check http or https in its address, and its certificate.`,
      cause,
    });
  if (/timed? ?out|TIMEDOUT|TIMEOUT/i.test(`${code} ${words}`))
    return new EndpointFailure({
      kind: "transient",
      code: "timeout",
      message: `${host} sent no answer in time.`,
      mayBeCharged: true,
      cause,
    });
  return new EndpointFailure({
    kind: "transient",
    code: "connection_lost",
    message: `The connection to ${host} was lost before its answer was complete.`,
    mayBeCharged: true,
    cause,
  });
}

function unreachable(code: string, host: string): string {
  if (/ECONNREFUSED/.test(code)) return `Nothing answers at ${host}. Is the server running?`;
  if (/ENOTFOUND|EAI_AGAIN/.test(code))
    return `The name of ${host} cannot be found. Check the address and the network.`;
  return `${host} cannot be reached. Check the address and the network.`;
}

/** An error and what caused it, outermost first; several addresses tried count as causes too. */
function causes(thrown: unknown): Error[] {
  const chain: Error[] = [];
  const add = (error: unknown): void => {
    if (!(error instanceof Error) || chain.length > 16 || chain.includes(error)) return;
    chain.push(error);
    if (error instanceof AggregateError) error.errors.forEach(add);
    add(error.cause);
  };
  add(thrown);
  return chain;
}

function messageOf(error: unknown): string {
  return typeof error === "object" &&
    error !== null &&
    "message" in error &&
    typeof error.message === "string"
    ? error.message
    : "";
}

const hostOf = (baseUrl: string): string => (URL.canParse(baseUrl) ? new URL(baseUrl).host : "the endpoint");
