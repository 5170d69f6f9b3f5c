const opening = new Set(["(", "[", "{"]);
const closing = new Set([")", "]", "}"]);

/**
 * Splits a cleaned formula where `separator` (sticky) matches outside brackets, groups and environments.
 * Set braces `\{` count as brackets. Returns the pieces and the separators between them.
 */
export function splitTopLevel(text: string, separator: RegExp): { pieces: string[]; separators: string[] } {
  const [pieces, separators]: [string[], string[]] = [[], []];
  let [depth, from, index] = [0, 0, 0];
  while (index < text.length) {
    const unit = text[index] ?? "";
    if (depth <= 0) {
      separator.lastIndex = index;
      const match = separator.exec(text);
      if (match && match[0].length > 0) {
        pieces.push(text.slice(from, index).trim());
        separators.push(match[0].trim());
        index += match[0].length;
        from = index;
        continue;
      }
    }
    if (text.startsWith("\\begin{", index)) depth++;
    else if (text.startsWith("\\end{", index)) depth--;
    if (unit === "\\" && /[{}|]/.test(text[index + 1] ?? "")) {
      depth += text[index + 1] === "{" ? 1 : text[index + 1] === "}" ? -1 : 0;
      index++;
    } else if (opening.has(unit)) depth++;
    else if (closing.has(unit)) depth--;
    index++;
  }
  pieces.push(text.slice(from).trim());
  return { pieces, separators };
}
