import { hash } from "./hash.ts";
import { multipliers, phrases } from "./phrases.ts";
import type { Shape } from "./readings.ts";

/** One sentence, or one number of a sentence that no form matches (phrase "free"), that may change the amount. */
export type Clause = {
  readonly phrase: string;
  readonly shape: Shape;
  readonly k: number;
  readonly m: number;
  /** The sentence as a completion quotes it. */
  readonly quote: string;
  /** Lower-case words of a free sentence, each once; [] where the phrase is known. */
  readonly words: readonly string[];
};

export type Question = {
  /** What the policy's blind spots hang on: the text, white space made plain, hashed. */
  readonly digest: number;
  readonly start: number;
  /** What is counted, "" where that is not plain. */
  readonly items: string;
  readonly clauses: readonly Clause[];
};

type Form = { readonly phrase: string; readonly shape: Shape; readonly pattern: RegExp };

const slotPatterns: Readonly<Record<string, string>> = {
  N: "[A-Z]\\w+",
  F: "[A-Z]\\w+",
  I: "[a-z]+",
  k: "(?<k>\\d{1,9})",
  m: "(?<m>\\d{1,9})",
  w: `(?<w>${Object.keys(multipliers).join("|")})`,
};

const forms: readonly Form[] = phrases.flatMap((phrase) =>
  phrase.forms.map((form) => ({ phrase: phrase.id, shape: phrase.shape, pattern: patternOf(form) })),
);
const startPattern = /^[A-Z]\w+ has (\d{1,9}) ([a-z]+)\.$/;
const numberPattern = /(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(\s?%|\s?percent\b)?/g;
/** A question with more numbers than this is a document; reading on would only make the text long. */
const clauseLimit = 12;
const quoteLimit = 120;

/** One regular expression per form, made from the form itself. */
function patternOf(form: string): RegExp {
  const parts = form.split(/(\{\w\})/).map((part) => {
    const slot = /^\{(\w)\}$/.exec(part)?.[1];
    return slot === undefined ? part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") : (slotPatterns[slot] ?? "");
  });
  return new RegExp(`^${parts.join("")}$`);
}

/** Reads a word problem sentence by sentence. Null where it holds no number to start from. */
export function readQuestion(text: string): Question | null {
  const plain = text.replace(/\s+/g, " ").trim();
  const sentences = plain.split(/(?<=[.?!]) (?=\S)/);
  const startMatch = startPattern.exec(sentences[0] ?? "");
  const clauses = sentences.slice(startMatch ? 1 : 0).flatMap(clausesOf);
  const digest = hash(plain);
  if (startMatch) {
    return {
      digest,
      start: Number(startMatch[1]),
      items: startMatch[2] ?? "",
      clauses: clauses.slice(0, clauseLimit),
    };
  }
  const [first, ...rest] = clauses;
  return first ? { digest, start: first.k, items: "", clauses: rest.slice(0, clauseLimit) } : null;
}

function clausesOf(sentence: string): Clause[] {
  const quote = sentence.length > quoteLimit ? `${sentence.slice(0, quoteLimit - 1)}…` : sentence;
  for (const { phrase, shape, pattern } of forms) {
    const groups = pattern.exec(sentence)?.groups;
    if (!groups) continue;
    const k = groups["k"] === undefined ? (multipliers[groups["w"] ?? ""] ?? 0) : Number(groups["k"]);
    if (k > 0) return [{ phrase, shape, k, m: Number(groups["m"] ?? 0), quote, words: [] }];
  }
  return freeClausesOf(sentence, quote);
}

/** A clause for each number above 0 that is not absurdly large or fine. */
function freeClausesOf(sentence: string, quote: string): Clause[] {
  const words = [...new Set(sentence.toLowerCase().match(/[a-z]+/g) ?? [])];
  return [...sentence.matchAll(numberPattern)].flatMap(([written, percent]) => {
    const k = Math.round(Number.parseFloat(written.replaceAll(",", "")) * 1e4) / 1e4;
    if (k <= 0 || k > 1e9) return [];
    return [{ phrase: "free", shape: percent ? "percent" : "one", k, m: 0, quote, words } satisfies Clause];
  });
}
