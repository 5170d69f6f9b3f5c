type Span = { readonly start: number; readonly end: number };
export type Alternative = Span & { readonly tier: string };
/** A stretch of the text: the answer, another place it could have been read (with where), or neither. */
export type Piece = {
  readonly text: string;
  readonly kind: "plain" | "answer" | "alternative";
  /** Of an alternative, on its first stretch only: where it stands. */
  readonly tier: string | null;
};

/**
 * Cuts a text at the borders of what the judge read; joined, the pieces are the text. Offsets are UTF-16 units,
 * clamped to the text; the answer lies over an alternative, an earlier alternative over a later one.
 */
export function cutSpans(text: string, answer: Span | null, alternatives: readonly Alternative[]): Piece[] {
  const clamp = <Given extends Span>(span: Given): Given => ({
    ...span,
    start: Math.min(Math.max(0, span.start), text.length),
    end: Math.min(Math.max(0, span.end), text.length),
  });
  const main = answer && clamp(answer);
  const others = alternatives.map(clamp).filter(({ start, end }) => start < end);
  const borders = new Set([0, text.length]);
  for (const { start, end } of main ? [main, ...others] : others) borders.add(start).add(end);
  const sorted = [...borders].sort((a, b) => a - b);
  const named = new Set<Alternative>();
  return sorted.slice(1).map((end, index): Piece => {
    const start = sorted[index] ?? 0;
    const covers = (span: Span): boolean => span.start <= start && end <= span.end;
    const piece = text.slice(start, end);
    if (main && covers(main)) return { text: piece, kind: "answer", tier: null };
    const other = others.find(covers);
    if (!other) return { text: piece, kind: "plain", tier: null };
    const isFirst = !named.has(other);
    named.add(other);
    return { text: piece, kind: "alternative", tier: isFirst ? other.tier : null };
  });
}
