import type { DecisionsPost, PairItem, Sample } from "@/lib/http/wire/pairs.ts";

export type GivenVerdict = DecisionsPost["decisions"][number]["verdict"];
export type PairKey = Pick<PairItem, "chosenNodeId" | "rejectedNodeId">;
export type Decided = {
  readonly pair: PairKey;
  readonly verdict: GivenVerdict;
  readonly reason?: string | undefined;
  readonly leftNodeId?: string;
  /** Given before values, gold and the word of others were shown. */
  readonly blind?: boolean;
  /** What was said blind, where the values then changed the person's mind: the history keeps it before the verdict. */
  readonly firstVerdict?: GivenVerdict | undefined;
  /** Where the pair came from a random sample. */
  readonly sample?: Sample | undefined;
  /** From shown to decided, in milliseconds. */
  readonly ms?: number | undefined;
  /** Ends what annotators differ on. */
  readonly settles?: boolean | undefined;
  /** Words that stood before and are said again after this one, under their authors' names. */
  readonly again?: PairItem["words"] | undefined;
};

/**
 * What a word on a pair adds to the history: one row, or two where what was said blind was changed once the values
 * were seen. Dropping the first would leave agreement with those only who were right at once.
 */
export function decisionEntries(
  { pair, verdict, reason, leftNodeId, blind, firstVerdict, sample, ms, settles, again = [] }: Decided,
  author: string,
): DecisionsPost["decisions"] {
  const name = author.trim();
  const shared = {
    chosenNodeId: pair.chosenNodeId,
    rejectedNodeId: pair.rejectedNodeId,
    ...(leftNodeId === undefined ? {} : { leftNodeId }),
    ...(name === "" ? {} : { author: name }),
  };
  const drawn = sample === undefined ? {} : { sample };
  const last = {
    ...shared,
    verdict,
    ...(reason ? { reason } : {}),
    ...drawn,
    ...(ms === undefined ? {} : { ms }),
    ...(settles ? { settles } : {}),
  };
  if (firstVerdict !== undefined && firstVerdict !== verdict)
    return [
      { ...shared, verdict: firstVerdict, blind: true, ...drawn },
      { ...last, blind: false },
    ];
  const key = { chosenNodeId: pair.chosenNodeId, rejectedNodeId: pair.rejectedNodeId };
  return [
    blind === undefined ? last : { ...last, blind },
    ...again.map((word) => ({
      ...key,
      verdict: word.verdict,
      ...(word.author === null ? {} : { author: word.author }),
      ...(word.reason === null ? {} : { reason: word.reason }),
      ...(word.settles ? { settles: true } : {}),
    })),
  ];
}

/**
 * What takes an annotator's step on a pair back, as the pair was before it: their own earlier word, else "clear", which
 * leaves the words of others. A clear without a name would take those too, so they are said again.
 */
export function wordBefore(before: PairItem, author: string): Pick<Decided, "verdict" | "reason" | "again"> {
  const { decision, words } = before;
  if (decision === null) return { verdict: "clear" };
  const isOwn = (decision.author ?? "") === author.trim();
  if (isOwn && !decision.settles) return { verdict: decision.verdict, reason: decision.reason ?? undefined };
  if (author.trim() !== "") return { verdict: "clear" };
  return { verdict: "clear", again: words.length > 0 ? words : [decision] };
}
