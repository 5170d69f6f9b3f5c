import { isRecord } from "@/lib/core/is-record.ts";

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
  if (!isRecord(value)) return null;
  const own = value["content"] ?? value["value"];
  if (typeof own === "string") return own;
  const key = wanted.find((name) => value[name] !== undefined && value[name] !== null);
  return key === undefined ? null : textIn(value[key]);
}
