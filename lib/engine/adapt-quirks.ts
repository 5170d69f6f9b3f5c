import type { EndpointFailure } from "./endpoint-failure.ts";
import { optionalFields, type Quirks } from "./quirks.ts";

/** The endpoint takes the field, but not this value: leaving it out would hide that from the person who chose it. */
const isValueRefused =
  /too (?:large|high|low|small|long|many)|at (?:most|least)|(?:less|greater|more) than|between|maximum/i;

/**
 * Learns from a refused request field. True where the same request, sent again, would be another one than the one that
 * went out under `sent`; false where nothing of it can be changed. "n" is learnt, but splitting is left to the caller.
 */
export function adaptQuirks(
  quirks: Quirks,
  sent: Pick<Quirks, "useMaxCompletionTokens" | "leftOut">,
  { param, message }: Pick<EndpointFailure, "param" | "message">,
  api: "chat" | "completions",
): boolean {
  if (param === "n") quirks.n = "no";
  if (isValueRefused.test(message)) return false;
  if (param === "max_tokens") {
    if (sent.useMaxCompletionTokens || api === "completions") return false;
    quirks.useMaxCompletionTokens = true;
    return true;
  }
  const field = optionalFields.find((optional) => optional === param);
  if (field === undefined || sent.leftOut.has(field)) return false;
  quirks.leftOut.add(field);
  return true;
}
