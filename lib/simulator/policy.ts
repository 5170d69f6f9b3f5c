import { hash } from "./hash.ts";
import type { Clause, Question } from "./question.ts";
import { createRandom } from "./random.ts";
import { addSlip, applyReading, readingsOf, termOf, type Reading } from "./readings.ts";

/** One way a decision can go. Its score is `offset` plus the weights of its features. */
export type Option<T> = {
  readonly name: string;
  readonly value: T;
  readonly offset: number;
  readonly features: readonly string[];
};

/** Settles one decision: by drawing (sampling), or by looking up what a text decided (training). */
export type Choose = <T>(options: readonly Option<T>[]) => T;

/** One clause worked out: `after` is what stands behind the equals sign, slip and all. */
export type Step = {
  readonly reading: Reading;
  readonly slip: number;
  readonly before: number;
  readonly after: number;
};

/** What a critique says of one step. */
export type Remark =
  | { readonly kind: "skim" }
  | { readonly kind: "vague" }
  | { readonly kind: "agree" }
  | { readonly kind: "named"; readonly reading: Reading };

export const slips = [0, 1, -1, 10, -10] as const;

/** How far blind spots reach. Not trained: they keep roles and samples wrong about the same sentences. */
const blindScale = 1.5;

/** A standard normal number that hangs on the question, the clause and the reading alone. */
function blindSpot({ digest }: Question, index: number, reading: Reading): number {
  const random = createRandom(hash(`|${index}|${reading}`, digest));
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()) * blindScale;
}

const readingFeatures = ({ phrase, words }: Clause, reading: Reading): string[] =>
  phrase === "free" ? words.map((word) => `w:${word}|${reading}`) : [`c:${phrase}|${reading}`];

/** Works the question out: one reading a clause, then a slip or none. */
export const solve = (question: Question, choose: Choose): Step[] => takeSteps(question, choose, () => []);

/**
 * Works the question out anew beside an answer and what a critique says of it. A null step could not be read,
 * a null remark is silence.
 */
export function refine(
  question: Question,
  answer: readonly (Step | null)[],
  remarks: readonly (Remark | null)[],
  choose: Choose,
): Step[] {
  return takeSteps(question, choose, (index, reading) => {
    const remark = remarks[index] ?? null;
    const features: string[] = [];
    if (answer[index]?.reading === reading) features.push(`R:keep/${remark?.kind ?? "silent"}`);
    if (remark?.kind === "named" && remark.reading === reading) features.push("R:adopt");
    return features;
  });
}

function takeSteps(
  question: Question,
  choose: Choose,
  extraFeatures: (index: number, reading: Reading) => readonly string[],
): Step[] {
  let before = question.start;
  return question.clauses.map((clause, index) => {
    const reading = choose(
      readingsOf(clause).map((reading) => ({
        name: reading,
        value: reading,
        offset: blindSpot(question, index, reading),
        features: [...readingFeatures(clause, reading), ...extraFeatures(index, reading)],
      })),
    );
    const slip = chooseSlip(clause, reading, choose);
    const step = { reading, slip, before, after: addSlip(applyReading(before, clause, reading), slip) };
    before = step.after;
    return step;
  });
}

function chooseSlip(clause: Clause, reading: Reading, choose: Choose): number {
  const term = termOf(clause, reading);
  if (term === null) return 0;
  return choose(
    slips.map((slip) => ({
      name: nameSlip(slip),
      value: slip,
      offset: 0,
      features: slip === 0 ? [] : [`slip:${term.operator}`],
    })),
  );
}

/** "exact", "+1", "-10" … */
export const nameSlip = (slip: number): string =>
  slip === 0 ? "exact" : slip > 0 ? `+${slip}` : String(slip);

/** "skim", "vague", "agree", or "named:" and the reading. */
export const nameRemark = (remark: Remark): string =>
  remark.kind === "named" ? `named:${remark.reading}` : remark.kind;

/** Goes over an answer step by step; of a step that could not be read (null) only a general remark is made. */
export function check(question: Question, answer: readonly (Step | null)[], choose: Choose): Remark[] {
  return question.clauses.map((clause, index) => {
    const step = answer[index] ?? null;
    const options: Option<Remark>[] = [
      remarkOption({ kind: "skim" }, 0, ["V:skim"]),
      remarkOption({ kind: "vague" }, 0, ["V:vague"]),
    ];
    for (const reading of step === null ? [] : readingsOf(clause)) {
      const offset = blindSpot(question, index, reading);
      const features = readingFeatures(clause, reading);
      if (step?.reading !== reading) {
        options.push(remarkOption({ kind: "named", reading }, offset, [...features, "V:named"]));
        continue;
      }
      const overlook = step.slip === 0 ? [] : ["V:overlook"];
      options.push(remarkOption({ kind: "agree" }, offset, [...features, "V:agree", ...overlook]));
      if (step.slip !== 0)
        options.push(remarkOption({ kind: "named", reading }, offset, [...features, "V:recompute"]));
    }
    return choose(options);
  });
}

const remarkOption = (value: Remark, offset: number, features: readonly string[]): Option<Remark> => ({
  name: nameRemark(value),
  value,
  offset,
  features,
});
