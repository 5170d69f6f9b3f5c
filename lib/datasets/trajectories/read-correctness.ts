import type { Row } from "../shape.ts";

/** Under these names tools say whether an answer is right. */
export const correctnessNames = ["is_correct", "isCorrect", "correct", "verdict", "reward"] as const;

const words: Readonly<Record<string, boolean>> = {
  true: true,
  correct: true,
  right: true,
  "1": true,
  "1.0": true,
  false: false,
  incorrect: false,
  wrong: false,
  "0": false,
  "0.0": false,
};

/** Whether a value calls an answer right: a truth value, its word, or 0 and 1; null for all else, a reward between too. */
export function correctnessOf(value: unknown): boolean | null {
  if (typeof value === "boolean") return value;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "string")
    return words[String(value).trim().toLowerCase()] ?? null;
  return null;
}

/** What a row says of the answer in it; null where it says nothing that can be read. */
export function readCorrectness(row: Row): boolean | null {
  for (const name of correctnessNames) {
    const told = correctnessOf(row[name]);
    if (told !== null) return told;
  }
  return null;
}
