import { scanGroup } from "../scan-group.ts";

const style =
  /\\(?:(?:mathbf|mathit|mathsf|mathnormal|boldsymbol|bm|pmb|underline|phantom|(?:text)?color\s?\{[A-Za-z0-9!]{1,30}\})\s?(?=\{)|color\s?\{[A-Za-z0-9!]{1,30}\})/g;
const mostStyles = 64;

/**
 * A formula with what is only looks taken off: bold and italic letters, underlines, colours, hidden parts. Several
 * letters alone are a word and become \text.
 */
export function stripStyles(source: string): string {
  let text = source;
  for (let count = 0; count < mostStyles; count++) {
    style.lastIndex = 0;
    const match = style.exec(text);
    if (!match) return text;
    const open = match.index + match[0].length;
    const close = text[open] === "{" ? scanGroup(text, open) : open;
    if (close < 0) return text;
    const inner = text.slice(open + 1, Math.max(open, close - 1));
    const isWord = /^[A-Za-z][A-Za-z\s]*[A-Za-z]$/.test(inner);
    const isRaised = /^\s?[_^]/.test(text.slice(close, close + 2));
    const shown = match[0].startsWith("\\phantom")
      ? " "
      : isWord
        ? `\\text{${inner}}`
        : isRaised
          ? `{${inner}}`
          : inner;
    text = text.slice(0, match.index) + shown + text.slice(close);
  }
  return text;
}
