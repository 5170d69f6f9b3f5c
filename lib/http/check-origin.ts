import { MalthouseError } from "../core/errors.ts";

/** Loopback names at any port, so that `ssh -L 8080:127.0.0.1:3000` works; nothing else (DNS rebinding). */
export function isLoopbackHost(host: string | null): boolean {
  const name = host?.replace(/:\d{1,5}$/, "").toLowerCase() ?? "";
  return name === "localhost" || name === "[::1]" || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Throws `forbidden_origin` for a request that reached us under a foreign name. */
export function checkHost(request: Request): void {
  const host = request.headers.get("host");
  if (!isLoopbackHost(host))
    throw new MalthouseError(
      "forbidden_origin",
      `This server answers to loopback names only, not to "${host ?? ""}". Open http://127.0.0.1 or http://localhost with its port.`,
    );
}

/**
 * `checkHost`, and a refusal of what a page of another origin sends to change something. Programs send no Origin and
 * pass.
 */
export function checkOrigin(request: Request): void {
  checkHost(request);
  if (request.method === "GET" || request.method === "HEAD") return;
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  const isForeign =
    origin !== null && (!URL.canParse(origin) || new URL(origin).host !== request.headers.get("host"));
  if (isForeign || site === "cross-site" || site === "same-site")
    throw new MalthouseError(
      "forbidden_origin",
      "A page of another site sent this request. Use Malthouse's own page, or a program.",
    );
}
