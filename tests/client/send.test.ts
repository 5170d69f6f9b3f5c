import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { ApiError } from "../../lib/client/api-error.ts";
import { searchOf } from "../../lib/client/search-of.ts";
import { getJson, Nothing, readProblem, sendJson } from "../../lib/client/send.ts";
import { serveFetch } from "../support/serve-fetch.ts";

let server: Awaited<ReturnType<typeof serveFetch>>;

const problem = {
  type: "about:blank",
  title: "The request breaks a rule",
  status: 422,
  detail: "roles.a.model: unknown",
  errors: [{ path: "roles.a.model", message: "unknown" }],
};

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === "/problem") return Response.json(problem, { status: 422 });
  if (pathname === "/page") return new Response("<h1>Bad gateway</h1>", { status: 502 });
  if (pathname === "/nothing") return new Response(null, { status: 204 });
  return Response.json({ echoed: request.method === "GET" ? null : await request.json() });
}

beforeEach(async () => {
  server = await serveFetch(answer);
});
afterEach(() => server.close());

const at = (path: string): string => new URL(path, server.url).href;
const Echo = z.object({ echoed: z.unknown() });

test("sendJson(method, path, body) sends the body as JSON and checks the answer", async () => {
  expect(await sendJson("POST", at("/echo"), { a: [1, "ß"] }, Echo)).toEqual({ echoed: { a: [1, "ß"] } });
  expect(await sendJson("DELETE", at("/nothing"), undefined, Nothing)).toBeNull();
});

test("getJson(path) throws the server's problem, its broken rules by path", async () => {
  const error = await getJson(at("/problem"), Echo).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  const { message, ...rest } = error as ApiError;
  expect([message, rest.problem.status]).toEqual(["roles.a.model: unknown", 422]);
  expect((error as ApiError).fieldError("roles.a.model")).toBe("unknown");
  expect((error as ApiError).fieldError("roles.a")).toBe("unknown");
  expect((error as ApiError).fieldError("roles.ab")).toBeNull();
});

test("getJson(path) makes a problem of an answer that is none", async () => {
  await expect(getJson(at("/page"), Echo)).rejects.toMatchObject({ problem: { status: 502 } });
  expect(readProblem(500, '{"title":1}').status).toBe(500);
});

test("getJson(path) says where an answer has another shape", async () => {
  await expect(getJson(at("/echo"), z.object({ items: z.array(z.string()) }))).rejects.toThrow(/items/);
});

test("getJson(path) tells a server that is gone from one that refuses", async () => {
  const gone = at("/echo");
  await server.close();
  await expect(getJson(gone, Echo)).rejects.toMatchObject({ problem: { status: 0 } });
  server = await serveFetch(answer);
});

test("getJson(path, { signal }) rejects with the abort, not with a problem", async () => {
  await expect(getJson(at("/echo"), Echo, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    name: "AbortError",
  });
});

test("searchOf(values) keeps zero and false, drops what is not set", () => {
  expect(searchOf({ a: 0, b: false, c: "", d: null, e: undefined, q: "a b&c" })).toBe(
    "?a=0&b=false&q=a+b%26c",
  );
  expect(searchOf({})).toBe("");
});
