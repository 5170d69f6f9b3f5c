const longest = 400;
/** Words further on are not looked at: a body of 64 MB must not hold the process up. */
const longestRead = 20_000;

/**
 * A server's words as a person may read them: of a web page only its title, no key, one line, at most 400 characters.
 * May be "".
 */
export function plainMessage(sent: string, apiKey: string | null): string {
  // Before the cut, which would leave half a key.
  const text = (apiKey !== null && apiKey.length >= 4 ? sent.replaceAll(apiKey, "[key]") : sent).slice(
    0,
    longestRead,
  );
  const isPage =
    /^\s*(?:<!doctype|<html|<\?xml|<head|<body)/i.test(text) || /<\/(?:html|body|head)>/i.test(text);
  const words = isPage ? (/<title[^<>]{0,200}>([^<]{0,200})/i.exec(text)?.[1] ?? "a web page") : text;
  const line = words
    .replace(/\b(?:sk|pk|gsk|hf|xai|nvapi|key)[-_][\w*.-]{6,}/gi, "[key]")
    .replace(/\bBearer\s+\S+/gi, "Bearer [key]")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
