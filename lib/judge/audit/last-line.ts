import { compare } from "../../core/fraction.ts";
import { foldLoosely, numbersIn } from "./fold-loosely.ts";

/** A longer line is a paragraph: only its end is looked at. */
const longest = 600;

/** The last line with anything on it but marks, as offsets into the text; empty where there is none. */
export function lastLine(text: string): { readonly start: number; readonly end: number } {
  let end = text.length;
  while (end > 0 && /[\s*_`#$\\\]}.-]/.test(text[end - 1] ?? "")) end--;
  const from = text.lastIndexOf("\n", end - 1) + 1;
  return { start: Math.max(from, end - longest), end };
}

/** Whether a line says the gold: the same number where the gold is one, else the same words in a row. Pure. */
export function saysGold(line: string, gold: string): boolean {
  const wanted = numbersIn(gold);
  const [only] = wanted;
  if (only && wanted.length === 1 && !/[a-z]{2}/i.test(gold))
    return numbersIn(line).some((number) => compare(number, only) === 0);
  const folded = foldLoosely(gold);
  return folded.length >= 3 && foldLoosely(line).includes(folded);
}
