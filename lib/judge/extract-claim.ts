import type { Claim } from "../core/tree.ts";
import { foldText } from "./fold-text.ts";
import { limits } from "./limits.ts";

const claim =
  /\bverdict\b[\s*_`"'#)\]]{0,8}(?::|=|-|\bis\b)[\s*_`"'#([]{0,8}(?:\\(?:boxed|text)\{){0,2}([^\n]{0,80})/gi;
const word = /\b(not\s{1,3}|in|un)?-?correct\b/gi;

/**
 * What a verifier's closing line says of the answer it read: the last `Verdict: CORRECT` or `Verdict: INCORRECT`,
 * in any case and emphasis. Null where there is none, or where that line says both.
 */
export function extractClaim(text: string): Claim | null {
  const folded = foldText(text.slice(-limits.windowCharacters));
  const line = [...folded.matchAll(claim)].at(-1)?.[1];
  if (line === undefined) return null;
  const claims = new Set(
    [...line.matchAll(word)].map((match): Claim => (match[1] === undefined ? "correct" : "incorrect")),
  );
  const [only] = claims;
  return claims.size === 1 && only ? only : null;
}
