import type { DecisionVerdict, PairState } from "@/lib/http/wire/pairs.ts";

/** A decision in the past tense, as the lists say it. */
export const stateWords: Readonly<Record<DecisionVerdict, string>> = {
  accept: "accepted",
  reject: "rejected",
  swap: "swapped",
  tie: "tied",
  flag: "flagged",
};

export const pairStates: readonly PairState[] = [
  "all",
  "undecided",
  "accepted",
  "rejected",
  "swapped",
  "tied",
  "flagged",
  "conflicts",
];

/** What a verdict does to the data set, for tooltips and the key sheet. */
export const verdictMeaning: Readonly<Record<DecisionVerdict, string>> = {
  accept: "Left is better: the pair goes into exports as it stands",
  reject: "The pair stays out of exports",
  swap: "Right is better: chosen and rejected change places in exports",
  tie: "No difference: the pair stays out of exports",
  flag: "Come back later: counts as undecided",
};

/** Why a pair is what it is; the keys 1 to 6. */
export const reasons = [
  "wrong arithmetic",
  "skips a step",
  "right by luck",
  "format only",
  "too long",
  "hedges",
] as const;
