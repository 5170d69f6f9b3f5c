import { storable } from "../../db/storable.ts";
import { errorCodes, MalthouseError } from "../core/errors.ts";
import { checkOrigin } from "./check-origin.ts";

type Context = { readonly params?: Promise<Record<string, string | string[] | undefined>> };
export type Params = Readonly<Record<string, string>>;
type Handler = (request: Request, params: Params) => Promise<Response> | Response;

/** The answer to an error: RFC 9457, with what to do in `detail`, never a stack. */
export function problemOf(error: unknown): Response {
  const known =
    error instanceof MalthouseError
      ? error
      : new MalthouseError(
          "internal",
          "Malthouse failed at this. The reason is in the server's log; trying again may help.",
        );
  const { status, title } = errorCodes[known.code];
  const body = {
    type: `about:blank#${known.code}`,
    title,
    status,
    detail: known.message,
    ...(known.errors.length > 0 && { errors: known.errors }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json" },
  });
}

/**
 * Wraps a route: checks Host and Origin, hands over the address's parameters, turns what is thrown into problem+json.
 * A fault of our own goes to `report`, so that the log has it and the caller does not.
 */
export function handle(handler: Handler, report: (error: unknown) => void = reportToLog) {
  return async (request: Request, context: Context): Promise<Response> => {
    try {
      checkOrigin(request);
      const params = Object.entries((await context.params) ?? {}).map(([name, value]) => [
        name,
        storable(String(value)),
      ]);
      return await handler(request, Object.fromEntries(params));
    } catch (error) {
      if (!(error instanceof MalthouseError) || error.code === "internal") report(error);
      return problemOf(error);
    }
  };
}

function reportToLog(error: unknown): void {
  globalThis.__malthouse?.log.error(error, "a request failed");
}

/** 200 with JSON; `status` for another one. */
export const reply = (body: unknown, status = 200): Response => Response.json(body, { status });
export const noContent = (): Response => new Response(null, { status: 204 });
