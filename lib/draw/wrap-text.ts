/** Letters about twice as wide as others: Chinese, Japanese, Korean, emoji. */
const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;

/** How many average letters wide a text is, without asking a browser. */
export const estimateWidth = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (wide.test(letter) ? 1.8 : 1), 0);

/**
 * Cuts a text into lines of at most `width` average letters, at spaces where there are any; line breaks of its own are
 * kept. What does not fit into `most` lines ends in "…".
 */
export function wrapText(text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  // More could not fit, and a text may be a megabyte.
  const start = text.trim().slice(0, 2 * width * (most + 1));
  for (const paragraph of start.split(/\s*\n\s*/)) {
    let line = "";
    for (const word of paragraph.split(/\s+/).flatMap((part) => cutWord(part, width))) {
      if (line !== "" && estimateWidth(line) + 1 + estimateWidth(word) > width) {
        lines.push(line);
        line = word;
      } else line = line === "" ? word : `${line} ${word}`;
      if (lines.length > most) break;
    }
    lines.push(line);
    if (lines.length > most) break;
  }
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  kept[most - 1] = `${[...(kept[most - 1] ?? "")].slice(0, width - 2).join("")} …`;
  return kept;
}

/** A word wider than a line, and a line of Chinese has no spaces, is cut where the line ends. */
function cutWord(word: string, width: number): string[] {
  if (estimateWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = "";
  for (const letter of word) {
    if (estimateWidth(part + letter) > width) {
      parts.push(part);
      part = letter;
    } else part += letter;
  }
  return [...parts, part];
}
