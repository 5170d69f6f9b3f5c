import { isRecord } from "../core/is-record.ts";
import { readText } from "./read-text.ts";

/** An error as the endpoint words it, whatever the shape it sent. */
export type ErrorBody = {
  readonly message: string;
  readonly code: string | null;
  readonly type: string | null;
  readonly param: string | null;
  /** The HTTP status that the body itself names; gateways send errors of others with 200. */
  readonly status: number | null;
};

/**
 * Reads the shapes in use: `{"error": {…}}`, `{"error": "text"}`, `[{"error": {…}}]`, vLLM's old
 * `{"object": "error", …}`, FastAPI's `{"detail": …}`, `{"message": "text"}`. Null where the body holds no error.
 */
export function readErrorBody(body: unknown): ErrorBody | null {
  const root: unknown = Array.isArray(body) ? body[0] : body;
  if (!isRecord(root)) return null;
  if (isRecord(root["error"])) return readFields(root["error"]);
  if (typeof root["error"] === "string")
    return readFields({ ...root, message: readText(root["message"]) ?? root["error"] });
  if (root["detail"] !== undefined) return readDetail(root["detail"]);
  if (root["object"] === "error" || typeof root["message"] === "string") return readFields(root);
  return null;
}

function readFields(error: Record<string, unknown>): ErrorBody {
  const status = Number(error["code"] ?? error["status"]);
  return {
    message: readText(error["message"]) ?? "",
    code: readText(error["code"]),
    type: readText(error["type"]),
    param: readText(error["param"]),
    status: Number.isInteger(status) && status >= 400 && status <= 599 ? status : null,
  };
}

/** FastAPI: a text, or a list of `{ loc: ["body", "n"], msg }`. */
function readDetail(detail: unknown): ErrorBody {
  const first: unknown = Array.isArray(detail) ? detail[0] : detail;
  if (!isRecord(first))
    return { message: readText(first) ?? "", code: null, type: null, param: null, status: null };
  if (isRecord(first["error"])) return readFields(first["error"]);
  const place: unknown = Array.isArray(first["loc"])
    ? first["loc"].findLast((part) => typeof part === "string")
    : null;
  return {
    message: readText(first["msg"]) ?? readText(first["message"]) ?? "",
    code: readText(first["code"]),
    type: readText(first["type"]),
    param: place === "body" ? null : readText(place),
    status: null,
  };
}
