const most = 500;
const known = new Map<string, string>();

/** A statement with `?` for its parameters as PostgreSQL numbers them: `$1`, `$2`. It must have no other question mark. */
export function numberParameters(text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  let count = 0;
  const numbered = text.replaceAll("?", () => `$${++count}`);
  const [oldest] = known.keys();
  if (known.size >= most && oldest !== undefined) known.delete(oldest);
  known.set(text, numbered);
  return numbered;
}
