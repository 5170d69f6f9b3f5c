import type { Span } from "./cut-text.ts";
import { findMaths, type MathsSpan } from "./find-maths.ts";

// Private-use characters: Markdown reads them as plain letters, so they travel through it unharmed.
const [formulaMark, openMark, closeMark, endMark] = ["\uE000", "\uE001", "\uE002", "\uE003"];
const ownMarks = /[\uE000-\uE003]/g;

/** What a planted text is cut back into. `maths` is an index into the formulas. */
export type MarkedPiece =
  | { readonly kind: "text"; readonly text: string; readonly isAnswer: boolean }
  | { readonly kind: "maths"; readonly maths: number; readonly isAnswer: boolean };

export type PlantedText = {
  /** Markdown with a token in each formula's place and marks round the answer. */
  readonly markdown: string;
  readonly maths: readonly (MathsSpan & { readonly isAnswer: boolean })[];
};

/**
 * Puts formulas and the extracted answer out of Markdown's reach: a token stands for each formula, a mark at either
 * end of the answer. An answer that begins or ends within a formula marks the formula whole.
 */
export function plantMarks(source: string, answer: Span | null): PlantedText {
  const text = source.replaceAll(ownMarks, "\uFFFD");
  const maths = findMaths(text).map((span) => ({
    ...span,
    isAnswer: answer !== null && span.start < answer.end && answer.start < span.end,
  }));
  let [markdown, at] = ["", 0];
  const copyTo = (end: number): void => {
    const [open, close] = answer ? [answer.start, answer.end] : [-1, -1];
    if (open >= at && open < end && close > open) {
      markdown += text.slice(at, open) + openMark;
      at = open;
    }
    if (close > at && close <= end && open < close) {
      markdown += text.slice(at, close) + closeMark;
      at = close;
    }
    markdown += text.slice(at, end);
    at = end;
  };
  maths.forEach((span, index) => {
    copyTo(span.start);
    // A displayed formula is a paragraph of its own unless it stands within a line.
    markdown += `${formulaMark}${index}${endMark}`;
    if (answer && answer.end > span.start && answer.end <= span.end && answer.start < span.start)
      markdown += closeMark;
    at = span.end;
    if (answer && answer.start >= span.start && answer.start < span.end && answer.end > span.end)
      markdown += openMark;
  });
  copyTo(text.length);
  return { markdown, maths };
}

/** Cuts a text that came through Markdown at its marks; says whether the answer is still open at its end. */
export function cutMarks(
  text: string,
  isOpen: boolean,
): { readonly pieces: readonly MarkedPiece[]; readonly isOpen: boolean } {
  const pieces: MarkedPiece[] = [];
  let isAnswer = isOpen;
  for (const part of text.split(/(\uE000\d+\uE003|[\uE001\uE002])/)) {
    if (part === openMark || part === closeMark) isAnswer = part === openMark;
    else if (part.startsWith(formulaMark))
      pieces.push({ kind: "maths", maths: Number(part.slice(1, -1)), isAnswer });
    else if (part !== "") pieces.push({ kind: "text", text: part, isAnswer });
  }
  return { pieces, isOpen: isAnswer };
}
