export type WordVerdict = "accept" | "reject" | "swap" | "tie" | "flag" | "clear";

/** A word on a pair as the history keeps it; no author is an annotator too. */
export type PairWord = {
  readonly verdict: WordVerdict;
  readonly author: string | null;
  readonly at: Date;
  readonly settles?: boolean | null | undefined;
};

export type PairWords<Word extends PairWord> = {
  /** The current word of each annotator, earliest first. */
  readonly words: readonly Word[];
  /** The word that settled what they said, until its author takes it back. */
  readonly settlement: Word | null;
  /** The last of them: the one that counts. */
  readonly standing: Word | null;
  /** Whether the current words differ, "come back later" apart, and nobody has settled it since. */
  readonly isConflict: boolean;
};

/**
 * What stands of the words on one pair, given as they were saved; their times decide, so that words of another
 * installation take their place among these. An annotator's last word is their current one, and "clear" takes it
 * back, or their settlement where that came later. Without a name, or of somebody without a word, it takes back all.
 */
export function readPairWords<Word extends PairWord>(history: readonly Word[]): PairWords<Word> {
  const ordered = history.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const places = new Map(ordered.map((word, at) => [word, at]));
  const placeOf = (word: Word): number => places.get(word) ?? 0;
  const current = new Map<string, Word>();
  let settlement: Word | null = null;
  for (const word of ordered) {
    const author = word.author ?? "";
    if (word.verdict !== "clear") {
      if (word.settles === true) settlement = word;
      else current.set(author, word);
      continue;
    }
    const own = current.get(author);
    const isSettler = settlement !== null && (settlement.author ?? "") === author;
    if (settlement !== null && isSettler && (!own || placeOf(settlement) > placeOf(own))) settlement = null;
    else if (author !== "" && own) current.delete(author);
    else {
      current.clear();
      settlement = null;
    }
  }
  const words = [...current.values()].toSorted((a, b) => placeOf(a) - placeOf(b));
  const settled = settlement;
  const counting =
    settled === null ? words : [settled, ...words.filter((word) => placeOf(word) > placeOf(settled))];
  const told = new Set(counting.map(({ verdict }) => verdict).filter((verdict) => verdict !== "flag"));
  return { words, settlement, standing: counting.at(-1) ?? null, isConflict: told.size > 1 };
}
