import type { Reading, Shape } from "./readings.ts";

/** A kind of sentence: what it truly says, what it is most easily taken for, and how hard it is to read. */
export type Phrase = {
  readonly id: string;
  readonly shape: Shape;
  readonly gold: Reading;
  readonly confusion: Reading;
  readonly difficulty: 0 | 1 | 2;
  readonly numbers: "single" | "factor" | "word" | "percent" | "packs";
  /** Slots: {N} the person, {F} a friend, {I} the items, {k} and {m} numbers, {w} a multiplying verb. */
  readonly forms: readonly string[];
};

export const multipliers: Readonly<Record<string, number>> = { doubles: 2, triples: 3, quadruples: 4 };

const one = (
  id: string,
  gold: Reading,
  confusion: Reading,
  difficulty: 0 | 1 | 2,
  forms: readonly string[],
  numbers: Phrase["numbers"] = "single",
): Phrase => ({ id, shape: "one", gold, confusion, difficulty, numbers, forms });

const percent = (
  id: string,
  gold: Reading,
  confusion: Reading,
  difficulty: 1 | 2,
  forms: readonly string[],
): Phrase => ({
  id,
  shape: "percent",
  gold,
  confusion,
  difficulty,
  numbers: "percent",
  forms,
});

const pair = (
  id: string,
  gold: Reading,
  confusion: Reading,
  difficulty: 0 | 1 | 2,
  forms: readonly string[],
): Phrase => ({
  id,
  shape: "pair",
  gold,
  confusion,
  difficulty,
  numbers: "packs",
  forms,
});

/** The sentences that change the amount. */
export const realPhrases: readonly Phrase[] = [
  one("buys", "add", "sub", 0, ["{N} buys {k} more {I}.", "At the market {N} buys {k} {I}."]),
  one("finds", "add", "skip", 0, [
    "{N} finds {k} {I} under the stairs.",
    "In an old coat {N} finds {k} {I}.",
  ]),
  one("sends", "add", "sub", 1, ["{F} sends {N} {k} {I} by post.", "A parcel from {F} brings {N} {k} {I}."]),
  one("returns", "add", "sub", 2, [
    "{F} gives back {k} {I} borrowed last month.",
    "{F} gives {N} the {k} {I} owed since May.",
  ]),
  one("swap", "add", "sub", 2, [
    "{N} would have {k} more {I} if {F} had paid what was agreed, and today {F} pays.",
  ]),
  one("gives", "sub", "add", 0, ["{N} gives {k} {I} to {F}.", "{F} gets {k} {I} from {N} as a present."]),
  one("loses", "sub", "skip", 0, [
    "{N} loses {k} {I} on the way home.",
    "Through a hole in the bag {N} loses {k} {I}.",
  ]),
  one("fewer", "sub", "skip", 2, ["A recount shows that there are {k} {I} fewer than {N} thought."]),
  one("takes", "sub", "add", 1, ["{F} takes {k} of the {I} home.", "{F} comes by and takes {k} {I} along."]),
  one("collects", "sub", "add", 2, [
    "{F} collects {k} {I} that {N} had been minding.",
    "{F} collects the {k} {I} put aside for a cousin.",
  ]),
  one("times", "mul", "add", 0, ["A good trade leaves {N} with {k} times as many {I}."], "factor"),
  one(
    "doubles",
    "mul",
    "add",
    1,
    ["{N} {w} the stock of {I}.", "By evening {N} {w} the pile of {I}."],
    "word",
  ),
  one("sellall", "mul", "sub", 1, ["{N} sells all of the {I} for {k} dollars each."], "factor"),
  one("split", "div", "sub", 0, ["{N} splits the {I} evenly into {k} boxes and keeps one box."], "factor"),
  one(
    "everyk",
    "div",
    "sub",
    2,
    ["Only one in every {k} {I} passes a check, and {N} keeps just those."],
    "factor",
  ),
  percent("thrown", "pctleft", "pctof", 1, [
    "{k}% of the {I} are broken and get thrown away.",
    "{N} throws {k}% of the {I} away.",
  ]),
  percent("keeps", "pctof", "pctleft", 1, ["{N} keeps only {k}% of the {I}."]),
  percent("allbut", "pctleft", "pctof", 2, ["{N} stores all but {k}% of the {I} and hands out the others."]),
  pair("packs", "addprod", "addsum", 0, [
    "{N} buys {k} packs of {m} {I}.",
    "{N} unpacks {k} boxes of {m} {I}.",
  ]),
  pair("uses", "subprod", "addprod", 1, ["{N} uses up {k} bags with {m} {I} in each."]),
  pair("each", "subprod", "addk", 2, ["{k} friends each leave with {m} of the {I}."]),
];

/** The sentences that do not. */
export const distractorPhrases: readonly Phrase[] = [
  one("age", "skip", "add", 1, ["{N} turned {k} this spring.", "{N} is {k} years old."]),
  one("far", "skip", "mul", 1, ["The market is {k} kilometres away."]),
  one("poster", "skip", "sub", 2, ["{F} has {k} {I} too, kept in a drawer of their own."]),
  one("hours", "skip", "add", 0, ["It takes {N} {k} hours to sort everything."]),
];

export const phrases: readonly Phrase[] = [...realPhrases, ...distractorPhrases];

/** The phrase whose sentence turns the items into money; it can only come last. */
export const sellAllId = "sellall";
