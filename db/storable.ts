/**
 * The same value with what PostgreSQL refuses in a text replaced: U+0000 and lone surrogates become U+FFFD, one
 * UTF-16 unit for one, so that answer spans stay right. Looks into arrays and plain objects, keys too.
 */
export function storable<Value>(value: Value): Value {
  return clean(value) as Value;
}

function clean(value: unknown): unknown {
  if (typeof value === "string") return cleanText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [cleanText(key), clean(part)]));
}

const cleanText = (text: string): string => text.toWellFormed().replaceAll("\0", "\uFFFD");
