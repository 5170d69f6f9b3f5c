import type { Row } from "./shape.ts";

export type Field = { readonly name: string; readonly text: string } | { readonly reason: string };

/**
 * The first of `names` that the row has, as trimmed text; numbers and booleans as they print. A reason names
 * the field and what to do where none is there, or where it is empty or not a single value.
 */
export function readField(row: Row, what: string, names: readonly string[]): Field {
  const name = names.find((each) => row[each] !== undefined && row[each] !== null);
  if (name === undefined) {
    const empty = names.find((each) => row[each] === null);
    if (empty !== undefined) return { reason: `"${empty}" is empty: fill it in or remove the row` };
    return { reason: `no ${what}: none of ${names.map((each) => `"${each}"`).join(", ")} is there` };
  }
  const value = row[name];
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean")
    return {
      reason: `"${name}" is ${Array.isArray(value) ? "a list" : "an object"}: give one text or number`,
    };
  const text = String(value).trim();
  if (text === "") return { reason: `"${name}" is empty: fill it in or remove the row` };
  return { name, text };
}
