import type { ErrorBody } from "./read-error-body.ts";

const known = ["max_completion_tokens", "max_tokens", "temperature", "top_p", "top_k", "min_p", "seed", "stop", "n", "logprobs", "repetition_penalty", "presence_penalty", "frequency_penalty", "reasoning_effort"];
const refusing = /unsupported|not support|not allowed|not permitted|unknown|unrecogni[sz]ed|unexpected|extra (?:fields|inputs)|invalid|must be|should be|only|cannot|can't|deprecated|too (?:large|high)|greater than|less than|at most/i;

/**
 * The request field that a 400, 404 or 422 complains of, or null. From `param` where the endpoint sends one,
 * else from a message that names a field of ours ("n must be at most 1", "'stop' is not supported").
 */
export function refusedParam({ param, message }: ErrorBody): string | null {
  if (param !== null) {
    const [field = ""] = param.replace(/^body\./, "").split(/[.[]/);
    return /^(?:messages|prompt|model|input|)$/.test(field) ? null : field;
  }
  if (!refusing.test(message)) return null;
  const at = known
    .map((field) => ({ field, index: new RegExp(mention(field), "i").exec(message)?.index ?? -1 }))
    .filter(({ index }) => index >= 0)
    .toSorted((a, b) => a.index - b.index || b.field.length - a.field.length);
  return at[0]?.field ?? null;
}

/** One letter stands in many a sentence; "n" counts only in quotes, code or before a comparison. */
const mention = (field: string): string =>
  field === "n" || field === "stop" || field === "seed" || field === "temperature"
    ? `['"\`]${field}['"\`]|(?<![\\w-])${field}(?= ?(?:[=<>]|must|is not|should|parameter|cannot|does not))|(?:parameter|argument|field|keyword):? ${field}(?!\\w)`
    : `(?<!\\w)${field}(?!\\w)`;
