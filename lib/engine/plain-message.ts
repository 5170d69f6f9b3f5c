const longest = 400;

/**
 * A server's words as a person may read them: of a web page only its title, no key, one line, at most 400 characters.
 * May be "".
 */
export function plainMessage(text: string, apiKey: string | null): string {
  const isPage =
    /^\s*(?:<!doctype|<html|<\?xml|<head|<body)/i.test(text) || /<\/(?:html|body|head)>/i.test(text);
  const words = isPage ? (/<title[^>]*>([^<]{0,200})/i.exec(text)?.[1] ?? "a web page") : text;
  const hidden = apiKey !== null && apiKey.length >= 4 ? words.replaceAll(apiKey, "[key]") : words;
  const line = hidden
    .replace(/\b(?:sk|pk|gsk|hf|xai|nvapi|key)[-_][\w*.-]{6,}/gi, "[key]")
    .replace(/\bBearer\s+\S+/gi, "Bearer [key]")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
