import type { Role, Verdict } from "./tree.ts";

/** A value as it is printed: "4/9" is 4 of 9. */
export type PrintedRatio = { readonly numerator: number; readonly denominator: number };

/** What a tree can have some of, so that a number over a run leads to the trees behind it. */
export type Having =
  /** Trajectories by the first judged verdict on them and the leaf's (MALT, figure 2). */
  | { readonly kind: "correction"; readonly from: Verdict; readonly to: Verdict }
  /** Nodes of a role with an unknown verdict, a text cut off at its token limit, or a sibling's text. */
  | { readonly kind: "unknown" | "truncated" | "identical"; readonly role: Role }
  /** Nodes of a role whose value lies between two, both included. */
  | { readonly kind: "value"; readonly role: Role; readonly from: PrintedRatio; readonly to: PrintedRatio };

const verdicts: readonly string[] = ["correct", "incorrect", "unknown"] satisfies Verdict[];
const isVerdict = (word: string): word is Verdict => verdicts.includes(word);

const printRatio = ({ numerator, denominator }: PrintedRatio): string => `${numerator}/${denominator}`;

function parseRatio(text: string): PrintedRatio | null {
  const [, numerator = "", denominator = ""] = /^(0|[1-9]\d{0,8})\/([1-9]\d{0,8})$/.exec(text) ?? [];
  return numerator === "" ? null : { numerator: Number(numerator), denominator: Number(denominator) };
}

/** As it stands in an address: "correction:correct:incorrect", "truncated:verifier", "value:generator:4/9:5/9". */
export function printHaving(having: Having): string {
  switch (having.kind) {
    case "correction":
      return `correction:${having.from}:${having.to}`;
    case "value":
      return `value:${having.role}:${printRatio(having.from)}:${printRatio(having.to)}`;
    default:
      return `${having.kind}:${having.role}`;
  }
}

/** Reads what `printHaving` wrote; null for anything else. */
export function parseHaving(text: string): Having | null {
  const parts = text.split(":");
  const [kind, first = "", second = "", third = ""] = parts;
  if (parts.length > 4 || first === "" || first.length > 100) return null;
  switch (kind) {
    case "correction":
      return parts.length === 3 && isVerdict(first) && isVerdict(second)
        ? { kind, from: first, to: second }
        : null;
    case "unknown":
    case "truncated":
    case "identical":
      return parts.length === 2 ? { kind, role: first } : null;
    case "value": {
      const [from, to] = [parseRatio(second), parseRatio(third)];
      return from && to ? { kind, role: first, from, to } : null;
    }
    default:
      return null;
  }
}
