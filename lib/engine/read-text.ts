/** The text of a JSON value; null where it is none or empty. */
export const readText = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : null;
