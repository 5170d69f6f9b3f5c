/** A question as a run holds it: its id in the store, and its words where ids may not meet. */
export type AskedQuestion = {
  readonly questionId: string;
  readonly text?: string | undefined;
  readonly gold?: string | undefined;
};

export type QuestionMatch = {
  /** Places in the two lists; A's order. */
  readonly matched: readonly { readonly a: number; readonly b: number; readonly by: "id" | "text" }[];
  readonly onlyA: readonly number[];
  readonly onlyB: readonly number[];
  /** How many of A's left-over questions stand in B word for word with another gold. */
  readonly otherGold: number;
};

/** Words as they count for a match: composed letters, any white space one space. */
const foldSpaces = (text: string): string => text.normalize("NFC").replace(/\s+/gu, " ").trim();

/**
 * Finds the questions that two runs share: by id first, what is left by text and gold. One asked several times is
 * matched in order, first with first. Without texts only ids match.
 */
export function matchQuestions(a: readonly AskedQuestion[], b: readonly AskedQuestion[]): QuestionMatch {
  const matched: { a: number; b: number; by: "id" | "text" }[] = [];
  const pair = (
    fromA: readonly number[],
    fromB: readonly number[],
    by: "id" | "text",
    keyOf: (question: AskedQuestion) => string | null,
  ): readonly [number[], number[]] => {
    const waiting = new Map<string, number[]>();
    const restB = new Set(fromB);
    // From the end, so that pop takes the first.
    for (const at of fromB.toReversed()) {
      const key = b[at] && keyOf(b[at]);
      if (typeof key === "string") waiting.set(key, [...(waiting.get(key) ?? []), at]);
    }
    const restA = fromA.filter((at) => {
      const key = a[at] && keyOf(a[at]);
      const found = typeof key === "string" ? waiting.get(key)?.pop() : undefined;
      if (found === undefined) return true;
      matched.push({ a: at, b: found, by });
      restB.delete(found);
      return false;
    });
    return [restA, [...restB]];
  };
  const [afterA, afterB] = pair([...a.keys()], [...b.keys()], "id", ({ questionId }) => questionId);
  const [onlyA, onlyB] = pair(afterA, afterB, "text", ({ text, gold }) =>
    text === undefined || gold === undefined ? null : JSON.stringify([foldSpaces(text), foldSpaces(gold)]),
  );
  const textsB = new Set(
    onlyB
      .map((at) => b[at]?.text)
      .filter((text) => text !== undefined)
      .map(foldSpaces),
  );
  const otherGold = onlyA.filter((at) => {
    const text = a[at]?.text;
    return text !== undefined && textsB.has(foldSpaces(text));
  }).length;
  return { matched: matched.sort((x, y) => x.a - y.a), onlyA, onlyB, otherGold };
}
