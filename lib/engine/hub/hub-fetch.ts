import { lookup } from "node:dns";
import http from "node:http";
import https from "node:https";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { checkAddress } from "../check-address.ts";
import { guardLookup } from "../guard-lookup.ts";

/** A server that neither takes nor sends a byte for this long is given up. */
const idleMs = 60_000;
const maxAnswerBytes = 16 * 1024 * 1024;
const guardedLookup = guardLookup(lookup);

type HubFetchParts = {
  readonly hubUrl: string;
  readonly signal: AbortSignal;
  /** Called with the bytes of a file that have just left. */
  readonly onSent: (bytes: number) => void;
  /** Called with what broke an exchange off, or with the refusal of a file. */
  readonly onBroken: (error: unknown) => void;
};

/**
 * A fetch for the Hub's client: http and https only, never to link-local addresses (also where a name leads there), no
 * redirects, and the token to the Hub itself alone, not to the storage that it names. Rejects with MalthouseError
 * `invalid_request` for a refused address, with the signal's reason, or with the socket's error.
 */
export function createHubFetch({ hubUrl, signal, onSent, onBroken }: HubFetchParts): typeof fetch {
  const home = new URL(hubUrl).origin;
  const exchange: typeof fetch = async (input, init = {}) => {
    signal.throwIfAborted();
    const url = checkAddress(String(input instanceof Request ? input.url : input));
    const headers = new Headers(init.headers);
    if (url.origin !== home) headers.delete("authorization");
    const body = bodyOf(init.body);
    if (body) headers.set("content-length", String(body.bytes));
    const stop = AbortSignal.any([signal, ...(init.signal ? [init.signal] : [])]);
    const request = (url.protocol === "https:" ? https : http).request(url, {
      method: init.method ?? "GET",
      headers: { ...Object.fromEntries(headers), "accept-encoding": "identity" },
      lookup: guardedLookup,
      signal: stop,
      timeout: idleMs,
    });
    request.on("timeout", () => request.destroy(Object.assign(new Error("silent"), { code: "ETIMEDOUT" })));
    const answered = Promise.withResolvers<http.IncomingMessage>();
    request.on("response", answered.resolve);
    request.on("error", answered.reject);
    const sent = send(request, body, init.method === "PUT" ? onSent : () => undefined);
    // A server may answer, and hang up, before it has read all of a body that it refuses.
    sent.catch(() => undefined);
    return await toResponse(url, await answered.promise);
  };
  return async (input, init) => {
    try {
      const response = await exchange(input, init);
      if (init?.method === "PUT" && !response.ok) onBroken(new StorageRefusal(response.status));
      return response;
    } catch (error) {
      onBroken(error);
      throw error;
    }
  };
}

/** The storage behind the Hub took a file not; in the shape of the client's own errors. */
class StorageRefusal extends Error {
  readonly statusCode: number;

  constructor(statusCode: number) {
    super(`the storage answered ${statusCode}`);
    this.statusCode = statusCode;
  }
}

type Body = { readonly bytes: number; readonly stream: Readable };

function bodyOf(body: BodyInit | null | undefined): Body | null {
  if (body === null || body === undefined) return null;
  if (body instanceof Blob)
    return { bytes: body.size, stream: Readable.fromWeb(body.stream() as ReadableStream<Uint8Array>) };
  const bytes =
    typeof body === "string"
      ? Buffer.from(body)
      : body instanceof ArrayBuffer
        ? Buffer.from(body)
        : ArrayBuffer.isView(body)
          ? Buffer.from(body.buffer, body.byteOffset, body.byteLength)
          : null;
  if (!bytes) throw new TypeError("the Hub's client sends texts, bytes and files");
  return { bytes: bytes.length, stream: Readable.from([bytes]) };
}

async function send(
  request: http.ClientRequest,
  body: Body | null,
  onSent: (bytes: number) => void,
): Promise<void> {
  if (!body) return void request.end();
  await pipeline(
    body.stream,
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        yield chunk;
        onSent(chunk.length);
      }
    },
    request,
  );
}

async function toResponse(url: URL, message: http.IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) throw new Error(`${url.host} sent more than 16 MB in one answer.`);
    chunks.push(chunk);
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers))
    for (const part of [value].flat()) if (part !== undefined) headers.append(name, part);
  const status = message.statusCode ?? 502;
  const isBodiless = status === 204 || status === 205 || status === 304;
  const response = new Response(isBodiless ? null : Buffer.concat(chunks), { status, headers });
  // The client names the address in its errors; a Response of our own has none.
  Object.defineProperty(response, "url", { value: url.href });
  return response;
}
