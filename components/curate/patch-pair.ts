import { readPairWords } from "@/lib/core/curation/read-pair-words.ts";
import { timeAfter } from "@/lib/core/curation/time-after.ts";
import type { PairItem } from "@/lib/http/wire/pairs.ts";
import type { Decided } from "./decision-entries.ts";

/**
 * A pair as the server will read it once a word on it is saved, said by `author` ("" without a name). `now` in
 * milliseconds since 1970: a clock behind the server's changes nothing, the new word comes last.
 */
export function patchPair(
  item: PairItem,
  { verdict, reason, settles = false, again = [] }: Pick<Decided, "verdict" | "reason" | "settles" | "again">,
  author: string,
  now: number,
): PairItem {
  const known = (item.words.length > 0 ? item.words : item.decision ? [item.decision] : []).map((word) => ({
    ...word,
    at: new Date(word.at),
  }));
  const at = timeAfter(new Date(now), known);
  const own = { verdict, author: author === "" ? null : author, reason: reason ?? null, at, settles };
  const history = [...known, own, ...again.map((word) => ({ ...word, at }))];
  const { words, settlement, standing, isConflict } = readPairWords(history);
  const isTold = isConflict || standing?.settles === true;
  return {
    ...item,
    decision: standing === null ? null : (sent(standing)[0] ?? null),
    isConflict,
    words: isTold ? [...words, ...(settlement === null ? [] : [settlement])].flatMap(sent) : [],
  };
}

/** A word as the server sends it; none that takes another back. */
const sent = ({
  verdict,
  at,
  ...word
}: Omit<PairItem["words"][number], "verdict" | "at"> & {
  readonly verdict: Decided["verdict"];
  readonly at: Date;
}): PairItem["words"] => (verdict === "clear" ? [] : [{ ...word, verdict, at: at.toISOString() }]);
