import { z } from "zod";
import type { ZodOpenApiOperationObject } from "zod-openapi";
import { Problem } from "./wire/common.ts";

/** What one method of an address takes and answers. */
export type OperationParts = {
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly form?: z.ZodType;
  /** The answer's schema, or the media type of an answer that is no JSON; null for 204. */
  readonly answer: z.ZodType | string | null;
  readonly status?: number;
};

const problem = {
  description: "What went wrong and what to do",
  content: { "application/problem+json": { schema: Problem } },
};

/** One method of an address, as OpenAPI 3.1 has it; names in braces become its path parameters. */
export function describeOperation(
  path: string,
  summary: string,
  { query, body, form, answer, status = 200 }: OperationParts,
): ZodOpenApiOperationObject {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const content =
    answer === null
      ? undefined
      : typeof answer === "string"
        ? { [answer]: { schema: z.string() } }
        : { "application/json": { schema: answer } };
  const sent = body
    ? { "application/json": { schema: body } }
    : form
      ? { "multipart/form-data": { schema: form } }
      : undefined;
  return {
    summary,
    ...((names.length > 0 || query) && {
      requestParams: {
        ...(names.length > 0 && {
          path: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))),
        }),
        ...(query && { query }),
      },
    }),
    ...(sent && { requestBody: { required: true, content: sent } }),
    responses: {
      [answer === null ? 204 : status]: { description: summary, ...(content && { content }) },
      default: problem,
    },
  };
}
