import type { Verdict } from "../core/tree.ts";
import { readYesOrNo } from "./read-yes-or-no.ts";

/** Lower case, without punctuation, articles and spare spaces: the comparison of SQuAD and HotpotQA. */
export function normalizeShortText(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[!-/:-@[-`{-~]/g, "")
    .replace(/\b(?:a|an|the)\b/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

const closed = new Set(["yes", "no", "noanswer"]);

function countTokens(tokens: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

/** Token F1 of two texts in [0, 1]; 0 where one is yes, no or noanswer and the other is not the same (HotpotQA's rule). */
export function tokenF1(answer: string, gold: string): number {
  const [left, right] = [normalizeShortText(answer), normalizeShortText(gold)];
  if ((closed.has(left) || closed.has(right)) && left !== right) return 0;
  const [given, wanted] = [left, right].map((text) => text.split(" ").filter(Boolean));
  if (!given || !wanted || given.length === 0 || wanted.length === 0) return left === right ? 1 : 0;
  const counts = countTokens(wanted);
  const shared = [...countTokens(given)].reduce(
    (sum, [token, count]) => sum + Math.min(count, counts.get(token) ?? 0),
    0,
  );
  return (2 * shared) / (given.length + wanted.length);
}

/** The signs that make a number or a name another one and that the metric drops: 19.99 and 1999, -5 and 5, C++ and C. */
const signsIn = (text: string): string =>
  (
    text
      .normalize("NFC")
      .replace(/(?<=\d),(?=\d{3}(?!\d))/g, "")
      .match(/(?<=\d)[.:/-](?=\d)|(?<![\w)])-(?=\d)|(?<=\b[A-Za-z])[+#]+/g) ?? []
  ).join(" ");

/** From this F1 on, a text that does not match exactly is left to a person. */
const reviewF1 = 0.8;

/** Exact match is correct; a near match is unknown, anything else incorrect. */
export function compareShortText(answer: string, gold: string): { verdict: Verdict; f1: number } {
  const [left, right] = [normalizeShortText(answer), normalizeShortText(gold)];
  if (closed.has(right)) {
    const said = left === right ? right : readYesOrNo(answer);
    const verdict = said === null ? "unknown" : said === right ? "correct" : "incorrect";
    return { verdict, f1: verdict === "correct" ? 1 : 0 };
  }
  const f1 = tokenF1(answer, gold);
  const isOpen =
    left === right && (right === "" ? answer.trim() !== gold.trim() : signsIn(answer) !== signsIn(gold));
  if (isOpen) return { verdict: "unknown", f1 };
  return { verdict: left === right ? "correct" : f1 >= reviewF1 ? "unknown" : "incorrect", f1 };
}
