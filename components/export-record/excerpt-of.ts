const wanted = [
  "completion",
  "chosen",
  "completions",
  "preferred_output",
  "output",
  "messages",
  "conversations",
  "prompt",
];

/** The first line of what a row teaches, whatever its format calls it. */
export function excerptOf(content: unknown): string {
  return (textIn(content) ?? JSON.stringify(content)).replaceAll(/\s+/g, " ").trim().slice(0, 240);
}

function textIn(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return textIn(value.at(-1));
  if (typeof value !== "object" || value === null) return null;
  const row = value as Readonly<Record<string, unknown>>;
  const own = row["content"] ?? row["value"];
  if (typeof own === "string") return own;
  const key = wanted.find((name) => row[name] !== undefined && row[name] !== null);
  return key === undefined ? null : textIn(row[key]);
}
