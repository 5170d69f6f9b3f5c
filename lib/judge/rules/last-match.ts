import type { RulePattern } from "./judge-rule.ts";

/** Where the group of the pattern's last match stands that took part in one; offsets in `text`. Null where none did. */
export function lastMatch(
  text: string,
  { pattern, flags, group }: RulePattern,
): { readonly start: number; readonly end: number } | null {
  let last: { readonly start: number; readonly end: number } | null = null;
  for (const match of text.matchAll(new RegExp(pattern, `${flags}dgu`))) {
    const place = match.indices?.[group];
    if (place) last = { start: place[0], end: place[1] };
  }
  return last;
}
