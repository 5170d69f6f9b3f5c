import type { DecisionsPost, PairItem } from "@/lib/http/wire/pairs.ts";

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
};

/**
 * What a word on a pair adds to the history: one row, or two where what was said blind was changed once the values
 * were seen. Dropping the first would leave agreement with those only who were right at once.
 */
export function decisionEntries(
  { pair, verdict, reason, leftNodeId, blind, firstVerdict }: Decided,
  author: string,
): DecisionsPost["decisions"] {
  const name = author.trim();
  const shared = {
    chosenNodeId: pair.chosenNodeId,
    rejectedNodeId: pair.rejectedNodeId,
    ...(leftNodeId === undefined ? {} : { leftNodeId }),
    ...(name === "" ? {} : { author: name }),
  };
  const last = { ...shared, verdict, ...(reason ? { reason } : {}) };
  if (firstVerdict === undefined || firstVerdict === verdict)
    return [blind === undefined ? last : { ...last, blind }];
  return [
    { ...shared, verdict: firstVerdict, blind: true },
    { ...last, blind: false },
  ];
}
