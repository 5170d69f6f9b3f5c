import { compare } from "../../core/fraction.ts";
import { readNumber } from "../read-number.ts";
import { numbersIn } from "./fold-loosely.ts";
import { lastLine } from "./last-line.ts";

export type Piece = { readonly text: string; readonly mark: "answer" | "gold" | null };
type Span = { readonly start: number; readonly end: number };

/** Characters shown on each side of the answer, and of the last line. */
const around = 140;
const lineLength = 200;

/**
 * What a person needs to see of a completion to check its verdict: the words round the answer that was taken, and the
 * end where it stands elsewhere, cut into pieces, with the answer and whatever looks like the gold marked. Pure.
 */
export function markPieces(text: string, answer: Span | null, gold: string): Piece[] {
  const line = lastLine(text);
  const ending: Span = { start: Math.max(line.start, line.end - lineLength), end: text.length };
  if (!answer) {
    const start = Math.max(0, Math.min(ending.start, text.length - 2 * around));
    return [...gapBefore(start), ...cutStretch(text, { start, end: text.length }, null, gold)];
  }
  const near: Span = {
    start: Math.max(0, answer.start - around),
    end: Math.min(text.length, Math.max(answer.end, answer.start) + around),
  };
  const rest: Span = { start: Math.max(near.end, ending.start), end: text.length };
  const tail = rest.start < rest.end ? cutStretch(text, rest, null, gold) : [];
  return [
    ...gapBefore(near.start),
    ...cutStretch(text, near, answer, gold),
    ...(tail.length > 0 && rest.start > near.end ? gapBefore(rest.start) : []),
    ...tail,
  ];
}

const gapBefore = (start: number): Piece[] => (start > 0 ? [{ text: " … ", mark: null }] : []);

function cutStretch(text: string, { start, end }: Span, answer: Span | null, gold: string): Piece[] {
  const marks = [
    ...(answer ? [{ ...answer, mark: "answer" as const }] : []),
    ...goldSpans(text.slice(start, end), gold).map((span) => ({
      start: span.start + start,
      end: span.end + start,
      mark: "gold" as const,
    })),
  ].toSorted((a, b) => a.start - b.start || (a.mark === "answer" ? -1 : 1));
  const pieces: Piece[] = [];
  let at = start;
  for (const mark of marks) {
    if (mark.start < at || mark.end <= mark.start) continue;
    if (mark.start > at) pieces.push({ text: text.slice(at, mark.start), mark: null });
    pieces.push({ text: text.slice(mark.start, Math.min(mark.end, end)), mark: mark.mark });
    at = Math.min(mark.end, end);
  }
  if (at < end) pieces.push({ text: text.slice(at, end), mark: null });
  return pieces.filter((piece) => piece.text !== "");
}

/** Where a stretch holds the gold: the same number where it is one, else the same letters. */
function goldSpans(stretch: string, gold: string): Span[] {
  const [wanted, ...others] = numbersIn(gold);
  if (wanted && others.length === 0 && !/[a-z]{2}/i.test(gold))
    return [...stretch.matchAll(/(?<![\w.])-?\d[\d,]{0,40}(?:\.\d{1,40})?(?:\/\d{1,20})?/g)].flatMap(
      (match) => {
        const raw = match[0].replace(/,$/, "");
        const value = readNumber(raw);
        return value && compare(value, wanted) === 0
          ? [{ start: match.index, end: match.index + raw.length }]
          : [];
      },
    );
  const needle = gold.trim().toLowerCase();
  const hay = stretch.toLowerCase();
  const spans: Span[] = [];
  // Lower case changes the length of a few letters: then no place is sure.
  if (needle.length < 2 || hay.length !== stretch.length) return spans;
  for (
    let start = hay.indexOf(needle);
    start >= 0 && spans.length < 20;
    start = hay.indexOf(needle, start + needle.length)
  )
    spans.push({ start, end: start + needle.length });
  return spans;
}
