import { phrases } from "./phrases.ts";
import { readingsOf } from "./readings.ts";

/** The policy's parameters by feature; a feature without an entry weighs 0. */
export type Weights = Readonly<Record<string, number>>;

const goldByDifficulty = [6.0, 4.6, 3.2] as const;
const confusionByDifficulty = [1.3, 1.4, 1.7] as const;
const otherReading = -0.4;

const roleWeights: Weights = {
  "slip:+": -5.2,
  "slip:-": -5.2,
  "slip:×": -4.5,
  "slip:÷": -4.5,
  "V:skim": 2.0,
  "V:vague": 1.4,
  "V:agree": 1.0,
  "V:overlook": -0.5,
  "V:named": 1.0,
  "V:recompute": 0,
  "R:keep/agree": 2.4,
  "R:keep/skim": 2.2,
  "R:keep/vague": 0.2,
  "R:keep/named": 0,
  "R:keep/silent": 1.0,
  "R:adopt": 2.2,
};

/** A start for sentences of other people's questions: one word, one reading. */
const wordWeights: Weights = {
  "w:more|add": 1.2,
  "w:buys|add": 1.0,
  "w:gets|add": 1.0,
  "w:left|sub": 0.8,
  "w:gave|sub": 1.2,
  "w:gives|sub": 1.2,
  "w:lost|sub": 1.2,
  "w:times|mul": 1.5,
  "w:each|mul": 1.2,
  "w:twice|mul": 1.0,
  "w:half|div": 1.0,
  "w:equally|div": 1.5,
  "w:off|pctleft": 1.5,
  "w:discount|pctleft": 1.5,
  "w:percent|pctof": 1.0,
};

/** The untrained model: 156 weights, set by hand so that the untrained chain is right about every second time. */
export const baseWeights: Weights = {
  ...Object.fromEntries(
    phrases.flatMap(({ id, shape, gold, confusion, difficulty }) =>
      readingsOf({ shape, k: 1, m: 1 }).map((reading) => {
        const isGold = reading === gold;
        const weight = isGold
          ? goldByDifficulty[difficulty]
          : reading === confusion
            ? confusionByDifficulty[difficulty]
            : otherReading;
        return [`c:${id}|${reading}`, weight];
      }),
    ),
  ),
  ...roleWeights,
  ...wordWeights,
};
