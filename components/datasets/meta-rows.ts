/** Whether a value says nothing: null, an empty or blank text, a list or object without anything. */
function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === "string") return value.trim() === "";
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** What else a row of the file carried, as key and text; empty values are left out, other shapes stand as JSON. */
export function metaRows(meta: Readonly<Record<string, unknown>>): readonly (readonly [string, string])[] {
  return Object.entries(meta)
    .filter(([, value]) => !isEmpty(value))
    .map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)] as const);
}
