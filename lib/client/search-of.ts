export type SearchValues = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** "?a=1&b=2" of what is set, in the order given; "" when nothing is. Empty strings count as not set. */
export function searchOf(values: SearchValues): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(values))
    if (value !== undefined && value !== null && value !== "") search.set(key, String(value));
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}
