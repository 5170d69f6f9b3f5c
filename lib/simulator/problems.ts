import { distractorPhrases, multipliers, realPhrases, sellAllId, type Phrase } from "./phrases.ts";
import { createRandom, drawInteger, drawOne } from "./random.ts";
import { applyReading, readingsOf, termOf, type Numbers } from "./readings.ts";

/** A row as GSM8K shapes it: `answer` is a worked solution, then a line `#### N`. */
export type Problem = { readonly question: string; readonly answer: string };

const people = ["Ada", "Bruno", "Chloe", "Deniz", "Emil", "Farah", "Goran", "Hana"];
const friends = ["Ines", "Jonas", "Kofi", "Lena", "Milo", "Nadia"];
const itemNames = [
  "marbles",
  "stamps",
  "shells",
  "buttons",
  "pencils",
  "candles",
  "stickers",
  "walnuts",
  "beads",
  "tiles",
];
/** Never 50: "keeps 50 %" and "throws 50 % away" would be one equation. */
const percents = [10, 20, 25, 30, 40, 60, 75];
const distractorRate = 0.45;

/**
 * `count` word problems, no two alike; the same seed gives the same list. Every amount on the way is a whole
 * number from 1 to 5000, and no two readings of a sentence come to the same equation.
 */
export function makeProblems({ count, seed }: { count: number; seed: number }): Problem[] {
  const random = createRandom(seed);
  const problems = new Map<string, Problem>();
  while (problems.size < count) {
    const problem = drawProblem(random);
    if (problem && !problems.has(problem.question)) problems.set(problem.question, problem);
  }
  return [...problems.values()];
}

/** Null where the draw breaks a rule; the caller draws again. */
function drawProblem(random: () => number): Problem | null {
  const name = drawOne(random, people);
  const items = drawOne(random, itemNames);
  const start = drawInteger(random, 12, 60);
  const chosen = drawPhrases(random);
  const soldAt = chosen.findIndex((phrase) => phrase.id === sellAllId);
  if (soldAt >= 0 && soldAt < chosen.length - 1) return null;

  const sentences = [`${name} has ${start} ${items}.`];
  const workings: string[] = [];
  let amount = start;
  for (const phrase of chosen) {
    const numbers = drawNumbers(random, phrase);
    if (!hasDistinctEquations(numbers)) return null;
    const before = amount;
    amount = applyReading(amount, numbers, phrase.gold);
    if (!Number.isInteger(amount) || amount < 1 || amount > 5000) return null;
    const term = termOf(numbers, phrase.gold);
    if (term) workings.push(`${before} ${term.operator} ${term.text} = ${amount}`);
    sentences.push(
      writeSentence(drawOne(random, phrase.forms), phrase, numbers, {
        name,
        items,
        friend: drawOne(random, friends),
      }),
    );
  }
  sentences.push(
    soldAt < 0 ? `How many ${items} does ${name} have now?` : `How many dollars does ${name} get?`,
  );
  return { question: sentences.join(" "), answer: `${workings.join("; ")}.\n#### ${amount}` };
}

/** Two to four phrases that count, none twice, and now and then one that does not. */
function drawPhrases(random: () => number): Phrase[] {
  const pool = [...realPhrases];
  const chosen = Array.from({ length: drawInteger(random, 2, 4) }, () => {
    const phrase = drawOne(random, pool);
    pool.splice(pool.indexOf(phrase), 1);
    return phrase;
  });
  if (random() < distractorRate) {
    chosen.splice(drawInteger(random, 0, chosen.length), 0, drawOne(random, distractorPhrases));
  }
  return chosen;
}

function drawNumbers(random: () => number, { shape, numbers }: Phrase): Numbers {
  switch (numbers) {
    case "single":
      return { shape, k: drawInteger(random, 3, 19), m: 0 };
    case "factor":
      return { shape, k: drawInteger(random, 2, 6), m: 0 };
    case "word":
      return { shape, k: drawOne(random, Object.values(multipliers)), m: 0 };
    case "percent":
      return { shape, k: drawOne(random, percents), m: 0 };
    case "packs":
      return { shape, k: drawInteger(random, 2, 6), m: drawInteger(random, 2, 9) };
  }
}

/** Whether each reading does something else: `+ (2 × 2)` and `+ (2 + 2)` do not. */
function hasDistinctEquations(numbers: Numbers): boolean {
  const readings = readingsOf(numbers);
  const equations = readings.map((reading) => {
    const term = termOf(numbers, reading);
    return term ? `${term.operator} ${term.value}` : "";
  });
  return new Set(equations).size === readings.length;
}

function writeSentence(
  form: string,
  phrase: Phrase,
  { k, m }: Numbers,
  { name, items, friend }: { name: string; items: string; friend: string },
): string {
  const verb =
    phrase.numbers === "word" ? (Object.keys(multipliers).find((word) => multipliers[word] === k) ?? "") : "";
  const slots: Readonly<Record<string, string | number>> = { N: name, I: items, F: friend, k, m, w: verb };
  return form.replace(/\{(\w)\}/g, (_, slot: string) => String(slots[slot]));
}
