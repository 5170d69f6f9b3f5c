import { cutText, type Span, type TextPiece } from "./cut-text.ts";
import { diffTokens } from "./diff-tokens.ts";

export type TextDiff = {
  readonly left: TextPiece[];
  readonly right: TextPiece[];
  readonly changedWords: number;
  /** Beginnings of lines that both texts have, as offsets into each, rising. */
  readonly lines: readonly (readonly [left: number, right: number])[];
};

/** Words, numbers with their points and commas, single marks, and the spaces between: joined they are the text. */
const wordsOf = (text: string): string[] => text.match(/\s+|\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}_]+|./gsu) ?? [];

/** Adds a stretch; one that only spaces part from the last is drawn together with it. */
function addSpan(spans: Span[], span: Span, text: string): void {
  const last = spans.at(-1);
  if (last && /^[^\S\n]*$/.test(text.slice(last.end, span.start)))
    spans[spans.length - 1] = { start: last.start, end: span.end };
  else spans.push(span);
}

/** Leading and trailing spaces of a stretch are left unmarked: a line drawn under nothing tells nothing. */
function trimSpan({ start, end }: Span, text: string): Span {
  const part = text.slice(start, end);
  if (part.trim() === "") return { start, end };
  return {
    start: start + part.length - part.trimStart().length,
    end: end - (part.length - part.trimEnd().length),
  };
}

/**
 * Word by word, what each text has that the other lacks, with the extracted answers marked.
 * The pieces of a side joined are that side's text, unchanged. Texts too far apart for a diff within
 * `timeoutMs` are shown without one.
 */
export function diffTexts(
  left: { text: string; answer: Span | null },
  right: { text: string; answer: Span | null },
  { timeoutMs = 100 }: { timeoutMs?: number } = {},
): TextDiff {
  const parts = diffTokens(wordsOf(left.text), wordsOf(right.text), timeoutMs);
  const lines: [number, number][] = [];
  const [removed, added]: [Span[], Span[]] = [[], []];
  let [leftAt, rightAt, changedWords] = [0, 0, 0];
  for (const part of parts) {
    const value = part.value.join("");
    const { length } = value;
    if (part.added || part.removed) changedWords += value.match(/\S+/g)?.length ?? 0;
    if (!part.added && !part.removed)
      for (let at = value.indexOf("\n"); at >= 0; at = value.indexOf("\n", at + 1))
        lines.push([leftAt + at + 1, rightAt + at + 1]);
    if (part.removed) addSpan(removed, { start: leftAt, end: leftAt + length }, left.text);
    if (part.added) addSpan(added, { start: rightAt, end: rightAt + length }, right.text);
    if (!part.added) leftAt += length;
    if (!part.removed) rightAt += length;
  }
  return {
    left: cutText(
      left.text,
      removed.map((span) => trimSpan(span, left.text)),
      left.answer,
    ),
    right: cutText(
      right.text,
      added.map((span) => trimSpan(span, right.text)),
      right.answer,
    ),
    changedWords,
    lines,
  };
}
