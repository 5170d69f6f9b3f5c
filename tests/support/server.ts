import { globSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { type Malthouse, startMalthouse } from "../../lib/engine/malthouse.ts";
import { type ApiClient, createApiClient } from "./api-client.ts";
import { freshPostgres, hasPostgres } from "./postgres.ts";
import { serveFetch } from "./serve-fetch.ts";

const root = path.join(import.meta.dirname, "../..");

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[]>> },
) => Response | Promise<Response>;
type Route = { readonly pattern: readonly string[]; readonly methods: Readonly<Record<string, unknown>> };

/** Every address under app/ that a route file answers, as the framework writes it: "/api/runs/[runId]". */
export const routePaths = (): string[] =>
  globSync("app/**/route.ts", { cwd: root }).map(
    (file) => `/${path.posix.dirname(file.replaceAll(path.sep, "/")).slice("app/".length)}`,
  );

/** The methods that the route file of an address exports. */
export async function routeMethods(address: string): Promise<Record<string, unknown>> {
  return (await import(path.join(root, "app", address, "route.ts"))) as Record<string, unknown>;
}

/** The rest of an address; in two pairs of brackets it may be none. */
const isRest = (part: string): boolean => /^\[{1,2}\.\.\./.test(part);

async function loadRoutes(): Promise<Route[]> {
  const routes = await Promise.all(
    routePaths().map(async (address) => ({
      pattern: address.split("/").slice(1),
      methods: await routeMethods(address),
    })),
  );
  // What is fixed wins over a name, a name over the rest of an address.
  const rank = (part: string | undefined): number =>
    part === undefined ? 0 : isRest(part) ? 3 : part.startsWith("[") ? 2 : 1;
  return routes.sort((a, b) => {
    const at = a.pattern.findIndex((part, index) => rank(part) !== rank(b.pattern[index]));
    return at < 0 ? 0 : rank(a.pattern[at]) - rank(b.pattern[at]);
  });
}

function match(
  pattern: readonly string[],
  parts: readonly string[],
): Record<string, string | string[]> | null {
  const params: Record<string, string | string[]> = {};
  for (const [index, part] of pattern.entries()) {
    if (isRest(part)) {
      params[part.replaceAll(/[[\].]/g, "")] = parts.slice(index);
      return parts.length > index || part.startsWith("[[") ? params : null;
    }
    const given = parts[index];
    if (given === undefined || (!part.startsWith("[") && part !== given)) return null;
    if (part.startsWith("[")) params[part.slice(1, -1)] = given;
  }
  return pattern.length === parts.length ? params : null;
}

async function answer(routes: readonly Route[], request: Request): Promise<Response> {
  const parts = new URL(request.url).pathname.split("/").slice(1).map(decodeURIComponent);
  for (const { pattern, methods } of routes) {
    const params = match(pattern, parts);
    if (!params) continue;
    const handler = methods[request.method] as Handler | undefined;
    return handler
      ? await handler(request, { params: Promise.resolve(params) })
      : new Response(null, { status: 405 });
  }
  return new Response("no route", { status: 404 });
}

export type Studio = {
  readonly api: ApiClient;
  readonly parts: Malthouse;
  readonly origin: string;
  readonly folder: string;
  /** All that was logged so far, a JSON text a line. */
  readonly logged: () => string;
  readonly stop: () => Promise<void>;
};

/** The whole studio in this process, every route of app/ behind real HTTP; one at a time, since routes reach it by a global. */
export async function startStudio({
  databaseUrl = null,
  hasDemo = false,
}: { databaseUrl?: string | null; hasDemo?: boolean } = {}): Promise<Studio> {
  const folder = await mkdtemp(path.join(tmpdir(), "malthouse-api-"));
  const routes = await loadRoutes();
  const server = await serveFetch((request) => answer(routes, request));
  const lines: string[] = [];
  const parts = await startMalthouse({
    folder,
    databaseUrl,
    origin: server.url,
    hasDemo,
    logLevel: "debug",
    logTo: { write: (line) => void lines.push(line) },
    firstEndpoint: null,
  });
  globalThis.__malthouse = parts;
  return {
    api: createApiClient(server.url),
    parts,
    origin: server.url,
    folder,
    logged: () => lines.join(""),
    async stop() {
      await server.close();
      await parts.stop();
      globalThis.__malthouse = undefined;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a suite against a studio over SQLite, then over PostgreSQL; its tests share it. Without PostgreSQL that half is skipped. */
export function describeStudios(name: string, suite: (studio: () => Studio) => void): void {
  const over = (open: () => Promise<{ url: string | null; drop: () => Promise<void> }>) => () => {
    let studio: Studio | undefined;
    let drop = async () => {};
    beforeAll(async () => {
      const database = await open();
      drop = database.drop;
      studio = await startStudio({ databaseUrl: database.url });
    });
    afterAll(async () => {
      await studio?.stop();
      await drop();
    });
    suite(() => {
      if (!studio) throw new Error("the studio has not started");
      return studio;
    });
  };
  describe(
    `${name} (sqlite)`,
    over(async () => ({ url: null, drop: async () => {} })),
  );
  describe.skipIf(!hasPostgres)(`${name} (pg)`, over(freshPostgres));
}
