/**
 * The tick of a positive node and the cross of a negative one as strokes around 0,0 in a glyph of radius `r` px; null for
 * marks that are written. Not letters: few fonts hold these two, and a search for one that does was half of a layout.
 */
export function markPath(kind: string, r: number): string | null {
  const at = (share: number): number => Math.round(share * r * 100) / 100;
  if (kind === "positive") return `M${at(-0.38)} ${at(0.02)}L${at(-0.1)} ${at(0.32)}L${at(0.4)} ${at(-0.32)}`;
  if (kind === "negative")
    return `M${at(-0.29)} ${at(-0.29)}L${at(0.29)} ${at(0.29)}M${at(0.29)} ${at(-0.29)}L${at(-0.29)} ${at(0.29)}`;
  return null;
}
