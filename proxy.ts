import { NextResponse, type NextRequest } from "next/server";
import { isLoopbackHost } from "./lib/http/check-origin.ts";

/**
 * Stands before every page: refuses foreign host names (DNS rebinding) and gives each answer its own script nonce.
 * API, simulator and files do not pass here, so that uploads are not held back; the API checks hosts by itself.
 */
export function proxy(request: NextRequest): NextResponse {
  if (!isLoopbackHost(request.headers.get("host")))
    return new NextResponse("Open Malthouse by a loopback name, such as 127.0.0.1 or localhost.\n", {
      status: 403,
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // Next reads the nonce for its own scripts from here.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

function contentSecurityPolicy(nonce: string): string {
  // React's development build evaluates strings to rebuild server stacks.
  const development = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    // D3 and React set style attributes, which no nonce can cover.
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export const config = {
  matcher: ["/((?!api/|simulator/|metrics$|_next/|.*\\.[a-z0-9]+$).*)"],
};
