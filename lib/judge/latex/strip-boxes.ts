import { scanGroup } from "../scan-group.ts";

const box = /(?:\$\s?)?\\(?:boxed|fbox)(?![a-zA-Z])\s?(?=\{)/g;

/** A formula with each \boxed and \fbox replaced by what stands in it, and the `$` that opens or closes only the box. */
export function stripBoxes(source: string): string {
  let text = source;
  for (let count = 0; count < 16; count++) {
    box.lastIndex = 0;
    const match = box.exec(text);
    if (!match) return text;
    const open = match.index + match[0].length;
    const close = scanGroup(text, open);
    if (close < 0) return text;
    const isOpened = match[0].startsWith("$") && text[match.index - 1] !== "\\";
    const before = text.slice(0, isOpened ? match.index : match.index + (match[0].startsWith("$") ? 1 : 0));
    text = `${before}${text.slice(open + 1, close - 1)}${text.slice(close).replace(/^\s?\$/, "")}`;
  }
  return text;
}
