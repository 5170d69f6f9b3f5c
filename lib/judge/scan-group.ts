/**
 * The offset behind the brace that closes the one at `open`; -1 when it never closes before `end`.
 * Escaped characters are skipped, so `\}` closes nothing. Linear.
 */
export function scanGroup(text: string, open: number, end: number = text.length): number {
  let depth = 0;
  for (let index = open; index < end; index++) {
    const unit = text[index];
    if (unit === "\\") index++;
    else if (unit === "{") depth++;
    else if (unit === "}" && --depth === 0) return index + 1;
  }
  return -1;
}
