import type { z } from "zod";
import { storable } from "../../db/storable.ts";
import { type FieldError, MalthouseError } from "../core/errors.ts";
import { isNestedDeeper } from "../core/is-nested-deeper.ts";
import { describeIssue } from "./describe-issue.ts";

/** JSON bodies: plenty for any list the contract takes, little enough to hold in memory. */
const bodyLimitBytes = 64 * 1024 * 1024;
/** Far above any body of the contract, far below what ends a recursive walk. */
const deepest = 200;

function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => ({
    path: issue.path.join(".") || "body",
    message: describeIssue(issue),
  }));
}

/** Throws `invalid_request` naming each field that breaks a rule. */
export function parseWith<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = fieldErrors(parsed.error);
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  const first = errors[0]?.message.replace(/\.$/, "");
  throw new MalthouseError("invalid_request", `${errors[0]?.path}: ${first}${more}.`, { errors });
}

/** The body's text. Throws `too_large` above 64 MiB, without reading the rest. */
async function readText(request: Request): Promise<string> {
  const decoder = new TextDecoder();
  let [text, size] = ["", 0];
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > bodyLimitBytes)
      throw new MalthouseError(
        "too_large",
        "The request is over 64 MiB. Send less at a time, or upload a file.",
      );
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Throws `malformed_request` for what is not JSON, `invalid_request` naming each field that breaks a rule. */
export async function parseBody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  const text = await readText(request);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    throw new MalthouseError("malformed_request", `The body is not JSON: ${reason}. Send one JSON object.`, {
      cause: error,
    });
  }
  if (isNestedDeeper(value, deepest))
    throw new MalthouseError(
      "invalid_request",
      `The body nests more than ${deepest} levels deep. Send a flatter one.`,
      {
        errors: [{ path: "body", message: `nests more than ${deepest} levels deep` }],
      },
    );
  return parseWith(schema, value);
}

/**
 * The address's query; a repeated name takes its last value, and what no text of the store can hold is replaced as it
 * is there. Throws `invalid_request`.
 */
export function parseQuery<Schema extends z.ZodType>(request: Request, schema: Schema): z.output<Schema> {
  return parseWith(schema, storable(Object.fromEntries(new URL(request.url).searchParams)));
}
