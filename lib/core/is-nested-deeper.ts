/**
 * Whether a value read from JSON nests arrays and objects more than `levels` deep. Walks without recursion: what is
 * deep enough to end a recursive walk, JSON.stringify included, is what it is there to find.
 */
export function isNestedDeeper(value: unknown, levels: number): boolean {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.value === null || typeof next.value !== "object") continue;
    if (next.depth >= levels) return true;
    for (const part of Object.values(next.value))
      if (part !== null && typeof part === "object") open.push({ value: part, depth: next.depth + 1 });
  }
  return false;
}
