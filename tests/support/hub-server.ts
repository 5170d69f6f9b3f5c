import { createHash } from "node:crypto";
import type { Json } from "./api-client.ts";
import { serveFetch } from "./serve-fetch.ts";

export type HubServer = {
  readonly url: string;
  /** "POST /api/repos/create", in order. */
  readonly calls: readonly string[];
  /** Bodies of the calls that made a repository. */
  readonly made: readonly Json[];
  /** What a commit left in the repository, by path. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly commits: readonly Json[];
  /** What was wrong with a call: a missing token, a token where none belongs, bytes that are not what was announced. */
  readonly faults: readonly string[];
  close(): Promise<void>;
};

export type HubOptions = {
  readonly token: string;
  /** Answers in place of the server; undefined lets it answer. */
  readonly answer?: (call: string, request: Request) => Response | undefined | Promise<Response | undefined>;
};

const problem = (status: number, error: string): Response => Response.json({ error }, { status });

/**
 * A small Hub over real HTTP, with its storage at another origin: repositories, preupload, the LFS batch, uploads checked
 * against their SHA-256, and a commit as lines of JSON. Files over 2 kB and Parquet go to the storage.
 */
export async function startHubServer({ token, answer }: HubOptions): Promise<HubServer> {
  const [calls, made, commits, faults] = [[] as string[], [] as Json[], [] as Json[], [] as string[]];
  const [files, stored] = [new Map<string, Buffer>(), new Map<string, Buffer>()];
  const repos = new Set<string>();

  const storage = await serveFetch(async (request) => {
    const oid = new URL(request.url).pathname.slice(1);
    const call = `${request.method} storage`;
    calls.push(call);
    const own = await answer?.(call, request);
    if (own) return own;
    const bytes = Buffer.from(await request.arrayBuffer());
    if (request.headers.has("authorization")) faults.push("the storage got the token");
    if (createHash("sha256").update(bytes).digest("hex") !== oid) faults.push("other bytes than announced");
    stored.set(oid, bytes);
    return new Response(null, { status: 200, headers: { etag: `"${oid}"` } });
  });

  const hub = await serveFetch(async (request) => {
    const { pathname } = new URL(request.url);
    const call = `${request.method} ${pathname}`;
    calls.push(call);
    const own = await answer?.(call, request);
    if (own) return own;
    if (request.headers.get("authorization") !== `Bearer ${token}`) return problem(401, "Invalid token");
    if (call === "POST /api/repos/create") {
      const body: Json = await request.json();
      const name = `${body.organization}/${body.name}`;
      if (repos.has(name)) return problem(409, "You already created this dataset repo");
      repos.add(name);
      made.push(body);
      return Response.json({ url: `${hub.url}/datasets/${name}`, name, id: "1" });
    }
    if (pathname.includes("/preupload/")) {
      const { files: asked }: Json = await request.json();
      return Response.json({
        files: asked.map(({ path, size }: Json) => ({
          path,
          uploadMode: size > 2000 || path.endsWith(".parquet") ? "lfs" : "regular",
        })),
      });
    }
    if (pathname.endsWith(".git/info/lfs/objects/batch")) {
      const { objects, transfers }: Json = await request.json();
      if (transfers.includes("xet")) faults.push("asked for xet");
      return Response.json({
        transfer: "basic",
        objects: objects.map(({ oid, size }: Json) => ({
          oid,
          size,
          ...(!stored.has(oid) && { actions: { upload: { href: `${storage.url}/${oid}`, header: {} } } }),
        })),
      });
    }
    if (pathname.includes("/commit/")) {
      const lines: Json[] = (await request.text()).split("\n").map((line) => JSON.parse(line));
      for (const { key, value } of lines) {
        if (key === "header") commits.push(value);
        if (key === "file") files.set(value.path, Buffer.from(value.content, value.encoding));
        if (key === "lfsFile") {
          const bytes = stored.get(value.oid);
          if (bytes) files.set(value.path, bytes);
          else faults.push(`${value.path} was never stored`);
        }
      }
      return Response.json({ commitOid: "c0ffee", commitUrl: `${hub.url}/commit/c0ffee`, hookOutput: "" });
    }
    if (request.method === "GET" && pathname.startsWith("/api/datasets/"))
      return Response.json({ _id: "1", id: "ada/trees", private: false, lastModified: "2026-01-01" });
    return problem(404, "no such call");
  });

  return {
    url: hub.url,
    calls,
    made,
    files,
    commits,
    faults,
    close: async () => {
      await Promise.all([hub.close(), storage.close()]);
    },
  };
}
