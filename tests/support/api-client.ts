import { expect } from "vitest";
import type { z } from "zod";
import { describedRoutes } from "../../lib/http/openapi.ts";
import { Problem } from "../../lib/http/wire/common.ts";
import { RunEvents } from "../../lib/http/wire/events.ts";

/** A parsed answer: its schema was checked, so tests read into it freely. */
// oxlint-disable-next-line no-explicit-any
export type Json = any;

/** What a route answered; `body` is parsed where it is JSON. */
export type Answer<Body = Json> = {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
  readonly body: Body;
};

export type ServerEvent = { readonly id: string | null; readonly event: string; readonly data: Json };

export type ApiClient = ReturnType<typeof createApiClient>;

const describedAt = (method: string, address: string) => {
  const parts = address.split("/");
  const fits = (pattern: string) => {
    const wanted = pattern.split("/");
    return (
      wanted.length === parts.length &&
      wanted.every((part, index) => part.startsWith("{") || part === parts[index])
    );
  };
  const found = describedRoutes.filter((route) => route.method === method.toLowerCase() && fits(route.path));
  return found.sort((a, b) => a.path.split("{").length - b.path.split("{").length)[0];
};

/** An answer is exactly what its schema describes: nothing missing, nothing that is not written down. */
function expectDescribed(schema: z.ZodType, body: unknown, what: string): void {
  const parsed = schema.safeParse(body);
  expect(parsed.error?.issues ?? [], what).toEqual([]);
  expect(parsed.data, `${what}: fields that no schema names`).toEqual(body);
}

function check(method: string, address: string, { status, headers, text, body }: Answer): void {
  const what = `${method} ${address} answered ${status} ${text.slice(0, 300)}`;
  if (status >= 400) {
    expect(headers.get("content-type"), what).toContain("application/problem+json");
    expectDescribed(Problem, body, what);
    expect(body.status, what).toBe(status);
    expect(body.detail.length, what).toBeGreaterThan(10);
    expect(text, what).not.toMatch(/\bat .*\.[cm]?[jt]s:\d+|node_modules/);
    return;
  }
  const route = describedAt(method, address);
  if (!route) throw new Error(`${method} ${address} is not described`);
  if (route.answer === null) return expect([status, text], what).toEqual([204, ""]);
  if (!(method === "POST" && address === "/api/datasets")) expect(status, what).toBe(route.status);
  if (typeof route.answer === "string")
    return expect(headers.get("content-type"), what).toContain(route.answer);
  expect(headers.get("content-type"), what).toContain("application/json");
  expectDescribed(route.answer, body, what);
}

/** A caller of the HTTP contract that holds every answer to its schema, and every error to RFC 9457. */
export function createApiClient(origin: string) {
  async function call(
    method: string,
    address: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const isPlain = body === undefined || body instanceof FormData || typeof body === "string";
    const response = await fetch(origin + address, {
      method,
      headers: {
        ...(!(body instanceof FormData) && body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: isPlain ? body : JSON.stringify(body) }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString("utf8");
    const isJson = /\bjson\b/.test(response.headers.get("content-type") ?? "") && text !== "";
    const answer: Answer = {
      status: response.status,
      headers: response.headers,
      bytes,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    };
    check(method, new URL(origin + address).pathname, answer);
    return answer;
  }
  /** The body of an answer that went well; throws otherwise. */
  async function get<Body = Json>(address: string): Promise<Body> {
    const answer = await call("GET", address);
    if (answer.status !== 200) throw new Error(`GET ${address} answered ${answer.status} ${answer.text}`);
    return answer.body as Body;
  }
  /** All items of a list, page by page. */
  async function all<Item = Json>(address: string, limit = 500): Promise<Item[]> {
    const items: Item[] = [];
    const cursors = new Set<string>();
    for (let cursor: string | null = ""; cursor !== null;) {
      const more: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page: { items: Item[]; nextCursor: string | null } = await get(
        `${address}${address.includes("?") ? "&" : "?"}limit=${limit}${more}`,
      );
      expect(page.items.length).toBeLessThanOrEqual(limit);
      items.push(...page.items);
      if (page.nextCursor !== null && cursors.has(page.nextCursor))
        throw new Error(`${address}: nextCursor does not move`);
      cursor = page.nextCursor;
      if (cursor !== null) cursors.add(cursor);
    }
    return items;
  }
  /** A run's events, each held to its schema; ends when the server closes the stream or the caller breaks off. */
  async function* events(
    runId: string,
    { lastEventId, signal }: { lastEventId?: string; signal?: AbortSignal } = {},
  ): AsyncGenerator<ServerEvent> {
    const stop = new AbortController();
    const response = await fetch(`${origin}/api/runs/${runId}/events`, {
      headers: {
        accept: "text/event-stream",
        ...(lastEventId !== undefined && { "last-event-id": lastEventId }),
      },
      signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
    });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    let text = "";
    try {
      for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
        const blocks = `${text}${piece}`.split("\n\n");
        text = blocks.pop() ?? "";
        for (const block of blocks) {
          const field = (name: string) =>
            block
              .split("\n")
              .find((line) => line.startsWith(`${name}: `))
              ?.slice(name.length + 2);
          const [event, data] = [field("event"), field("data")];
          if (event === undefined || data === undefined) continue;
          const parsed: unknown = JSON.parse(data);
          expectDescribed(RunEvents[event as keyof typeof RunEvents], parsed, `event ${event}`);
          yield { id: field("id") ?? null, event, data: parsed };
        }
      }
    } finally {
      stop.abort();
    }
  }
  /** Waits by a run's events until it fits, and answers it. */
  async function until(runId: string, fits: (run: Json) => boolean): Promise<Json> {
    let last: Json = null;
    for await (const { event, data } of events(runId)) {
      if (event !== "progress") continue;
      last = data;
      if (fits(data)) return data;
    }
    throw new Error(`run ${runId} ended before that: ${JSON.stringify(last).slice(0, 500)}`);
  }
  const ended = (runId: string) =>
    until(
      runId,
      ({ status, inFlight }) => ["completed", "failed", "cancelled"].includes(status) && inFlight === 0,
    );
  return { origin, call, get, all, events, until, ended };
}
