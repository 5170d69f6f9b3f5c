import { lookup } from "node:dns";
import http from "node:http";
import https from "node:https";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import type { Fetch } from "./endpoint-client.ts";
import { EndpointFailure } from "./endpoint-failure.ts";
import { guardLookup } from "./guard-lookup.ts";

const connectMs = 10_000;
const idleMs = 60_000;
const maxBodyBytes = 64 * 1024 * 1024;
/** Servers commonly drop an idle connection after 5 s; one reused at that moment loses a request that may be paid. */
const idleSocketMs = 4000;

const agentOptions = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, timeout: idleSocketMs };
const agents = { "http:": new http.Agent(agentOptions), "https:": new https.Agent(agentOptions) };

const guardedLookup = guardLookup(lookup);

/**
 * A fetch whose only time limits are ours: Node's own ends every answer that takes 300 s to begin, and a long one
 * that is not streamed has no bytes until it is done. 10 s to connect, then `firstByteMs` to the first byte of the body,
 * then 60 s between bytes, twice `firstByteMs` in all. Resolves when the body is there, up to 64 MB of it; follows no redirect.
 * Names that resolve to a link-local address are refused. Rejects with EndpointFailure, the socket's error, or AbortError.
 */
export function createTransport(firstByteMs: number): Fetch {
  return async (input, init = {}) => {
    const { response, body } = await exchange(
      new URL(input instanceof Request ? input.url : input),
      init,
      firstByteMs,
    );
    return toResponse(response, body);
  };
}

type Reply = { readonly response: http.IncomingMessage; readonly body: Buffer };

function exchange(url: URL, init: RequestInit, firstByteMs: number): Promise<Reply> {
  return new Promise((resolveReply, reject) => {
    const isTls = url.protocol === "https:";
    const request = (isTls ? https : http).request(url, {
      method: init.method ?? "GET",
      agent: agents[isTls ? "https:" : "http:"],
      lookup: guardedLookup,
      headers: { ...Object.fromEntries(new Headers(init.headers)), "accept-encoding": "identity" },
      ...(init.signal && { signal: init.signal }),
    });
    const timers = new Set<NodeJS.Timeout>();
    const limit = (ms: number, code: string, message: string): NodeJS.Timeout => {
      const timer = setTimeout(() => fail(timedOut(code, message)), ms);
      timers.add(timer);
      return timer;
    };
    const settle = (): void => timers.forEach(clearTimeout);
    const fail = (error: Error): void => {
      settle();
      reject(error);
      request.destroy();
    };

    let firstByte: NodeJS.Timeout | undefined;
    const awaitFirstByte = (): void => {
      firstByte = limit(firstByteMs, "timeout", `${url.host} sent no answer within ${seconds(firstByteMs)}.`);
    };
    limit(
      2 * firstByteMs,
      "timeout",
      `${url.host} had not finished its answer after ${seconds(2 * firstByteMs)}.`,
    );
    request.on("socket", (socket) => {
      if (!socket.connecting) return awaitFirstByte();
      const longestMs = Math.min(connectMs, firstByteMs);
      const connecting = limit(
        longestMs,
        "unreachable",
        `${url.host} could not be reached within ${seconds(longestMs)}.`,
      );
      socket.once(isTls ? "secureConnect" : "connect", () => {
        clearTimeout(connecting);
        awaitFirstByte();
      });
    });
    request.on("error", fail);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      let idle: NodeJS.Timeout | null = null;
      response.on("data", (chunk: Buffer) => {
        clearTimeout(firstByte);
        idle ??= limit(
          Math.min(idleMs, firstByteMs),
          "timeout",
          `${url.host} stopped in the middle of its answer.`,
        );
        idle.refresh();
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > maxBodyBytes) fail(tooLarge(url));
      });
      response.on("error", fail);
      response.on("end", () => {
        settle();
        resolveReply({ response, body: Buffer.concat(chunks) });
      });
      response.on("close", () => {
        if (!response.complete) fail(Object.assign(new Error("terminated"), { code: "ECONNRESET" }));
      });
    });
    request.end(typeof init.body === "string" ? init.body : undefined);
  });
}

function toResponse(response: http.IncomingMessage, body: Buffer): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headers))
    for (const part of [value].flat()) if (part !== undefined) headers.append(name, part);
  const status = response.statusCode ?? 0;
  const isBodiless = status === 204 || status === 205 || status === 304;
  const text = isBodiless ? null : decode(body, headers.get("content-encoding"));
  headers.delete("content-encoding");
  headers.delete("content-length");
  return new Response(text && new Uint8Array(text), {
    status,
    statusText: response.statusMessage ?? "",
    headers,
  });
}

function decode(body: Buffer, encoding: string | null): Buffer {
  const limit = { maxOutputLength: maxBodyBytes };
  if (encoding === "gzip") return gunzipSync(body, limit);
  if (encoding === "deflate") return inflateSync(body, limit);
  if (encoding === "br") return brotliDecompressSync(body, limit);
  return body;
}

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

const timedOut = (code: string, message: string): EndpointFailure =>
  new EndpointFailure({ kind: "transient", code, message, mayBeCharged: code === "timeout" });

const tooLarge = (url: URL): EndpointFailure =>
  new EndpointFailure({
    kind: "paid_but_bad",
    code: "too_large",
    message: `${url.host} sent more than 64 MB in one answer.`,
    mayBeCharged: true,
  });
