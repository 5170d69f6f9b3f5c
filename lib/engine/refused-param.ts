import type { ErrorBody } from "./read-error-body.ts";

const fields = [
  "max_completion_tokens",
  "max_tokens",
  "temperature",
  "top_p",
  "top_k",
  "min_p",
  "seed",
  "stop",
  "n",
  "logprobs",
  "repetition_penalty",
  "presence_penalty",
  "frequency_penalty",
  "reasoning_effort",
];

const isRefusing =
  /unsupported|not support|not allowed|not permitted|unknown|unrecogni[sz]ed|unexpected|invalid|must be|should be|only|cannot|deprecated|too (?:large|high)|(?:greater|less) than|at most/i;

/** Fields of these names are words or letters of any sentence: they count in quotes, before a comparison, after a colon. */
const ambiguous = new Set(["n", "stop"]);

/**
 * The request field that a 400, 404 or 422 complains of, or null. From `param` where the endpoint sends one,
 * else the first field that the message names ("n must be at most 1", "'stop' is not supported").
 */
export function refusedParam({ param, message }: Pick<ErrorBody, "param" | "message">): string | null {
  if (param !== null) {
    const [field = ""] = param.replace(/^body\./, "").split(/[.[]/);
    return /^(?:messages|prompt|model|input|)$/.test(field) ? null : field;
  }
  if (!isRefusing.test(message)) return null;
  const [first] = fields
    .map((field) => ({ field, at: message.search(mentionOf(field)) }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at);
  return first?.field ?? null;
}

function mentionOf(field: string): RegExp {
  if (!ambiguous.has(field)) return new RegExp(`(?<!\\w)${field}(?!\\w)`, "i");
  const compared = `(?<![\\w'’-])${field} ?(?:[=<>]|must|should|is not|cannot|does not|parameter)`;
  return new RegExp(
    `['"\`]${field}['"\`]|${compared}|(?:parameter|argument|field|keyword|:) ${field}(?!\\w)`,
    "i",
  );
}
