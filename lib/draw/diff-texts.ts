import { diffArrays } from "diff";

export type Span = { readonly start: number; readonly end: number };
/** A stretch of one text. `isChanged`: the other text lacks it; `isAnswer`: the judge read its answer there. */
export type TextPiece = { readonly text: string; readonly isChanged: boolean; readonly isAnswer: boolean };
export type TextDiff = {
  readonly left: TextPiece[];
  readonly right: TextPiece[];
  readonly changedWords: number;
};

/** Cuts `text` at the borders of the given stretches; offsets count UTF-16 units and are clamped to the text. */
export function cutText(text: string, changed: readonly Span[], answer: Span | null): TextPiece[] {
  const clamp = (offset: number): number => Math.min(Math.max(0, offset), text.length);
  const borders = new Set([0, text.length]);
  for (const span of answer ? [...changed, answer] : changed) {
    borders.add(clamp(span.start));
    borders.add(clamp(span.end));
  }
  const sorted = [...borders].sort((a, b) => a - b);
  const covers = (span: Span, start: number, end: number): boolean => span.start <= start && end <= span.end;
  let next = 0;
  return sorted.slice(1).map((end, index) => {
    const start = sorted[index] ?? 0;
    while (next < changed.length && (changed[next]?.end ?? 0) <= start) next++;
    const at = changed[next];
    return {
      text: text.slice(start, end),
      isChanged: at !== undefined && covers(at, start, end),
      isAnswer: answer !== null && covers(answer, start, end),
    };
  });
}

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
  { timeoutMs = 400 }: { timeoutMs?: number } = {},
): TextDiff {
  const parts = diffArrays(wordsOf(left.text), wordsOf(right.text), { timeout: timeoutMs }) ?? [];
  const [removed, added]: [Span[], Span[]] = [[], []];
  let [leftAt, rightAt, changedWords] = [0, 0, 0];
  for (const part of parts) {
    const value = part.value.join("");
    const { length } = value;
    if (part.added || part.removed) changedWords += value.match(/\S+/g)?.length ?? 0;
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
  };
}
