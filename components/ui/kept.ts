/** What this tab keeps under `key` over reloads and ways back; null for nothing, and for what `parse` cannot understand. */
export function readKept<Value>(key: string, parse: (value: unknown) => Value | null): Value | null {
  if (typeof window === "undefined") return null;
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? null : parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Keeps a value as JSON for as long as the tab is open; null forgets it. Without storage nothing happens. */
export function writeKept(key: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full or shut storage is no reason to stop.
  }
}
