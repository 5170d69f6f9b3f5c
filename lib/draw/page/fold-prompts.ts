import type { Message } from "../../core/tree.ts";

/** A message as a list of numbers: from 0 a known text, below 0 one of the literals (-1 is the first). */
export type FoldedMessage = { readonly role: Message["role"]; readonly pieces: readonly number[] };
/** Prompts without their repetitions. `known` is not among them: the page has those texts already. */
export type FoldedPrompts = {
  readonly literals: readonly string[];
  /** By the path whose children were asked so; "" is the question. */
  readonly prompts: Readonly<Record<string, readonly FoldedMessage[]>>;
};

/** Shorter texts cost less than they would save. */
const leastLength = 24;

/**
 * Folds prompts into the texts they quote: a prompt repeats question and answers above it, so whole it would be most of
 * a page. `known` are those texts; `unfoldMessage` over the same ones gives each message to the letter.
 */
export function foldPrompts(
  prompts: ReadonlyMap<string, readonly Message[]>,
  known: readonly string[],
): FoldedPrompts {
  const literals = new Map<string, number>();
  const quotable = known
    .map((text, index) => ({ text, index }))
    .filter(({ text }) => text.length >= leastLength)
    .toSorted((a, b) => b.text.length - a.text.length);
  const numberOf = (literal: string): number => {
    const number = literals.get(literal) ?? -1 - literals.size;
    literals.set(literal, number);
    return number;
  };
  const fold = (content: string): number[] => {
    let pieces: (string | number)[] = content === "" ? [] : [content];
    for (const { text, index } of quotable) {
      if (!content.includes(text)) continue;
      pieces = pieces.flatMap((piece) =>
        typeof piece === "number"
          ? [piece]
          : piece
              .split(text)
              .flatMap((part, at) => [...(at > 0 ? [index] : []), ...(part === "" ? [] : [part])]),
      );
    }
    return pieces.map((piece) => (typeof piece === "number" ? piece : numberOf(piece)));
  };
  const folded = [...prompts].map(([path, messages]) => [
    path,
    messages.map(({ role, content }) => ({ role, pieces: fold(content) })),
  ]);
  return { prompts: Object.fromEntries(folded), literals: [...literals.keys()] };
}

/** The message that was folded, to the letter. A number that points nowhere gives "". */
export const unfoldMessage = (
  { pieces }: FoldedMessage,
  literals: readonly string[],
  known: readonly string[],
): string => pieces.map((piece) => (piece < 0 ? literals[-1 - piece] : known[piece]) ?? "").join("");
