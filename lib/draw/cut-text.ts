export type Span = { readonly start: number; readonly end: number };
/** A stretch of one text. `isChanged`: the other text lacks it; `isAnswer`: the judge read its answer there. */
export type TextPiece = { readonly text: string; readonly isChanged: boolean; readonly isAnswer: boolean };

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
