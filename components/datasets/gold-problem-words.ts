import type { GoldProblemName } from "@/lib/http/wire/golds.ts";

/** Why a gold cannot be read, and what to do about it. */
export const goldProblemWords: Readonly<
  Record<GoldProblemName, { readonly why: string; readonly todo: string }>
> = {
  empty: { why: "Nothing is left of it to compare.", todo: "Write the answer there." },
  "too-large": {
    why: "It is too long or nested too deep.",
    todo: "Keep the final answer alone; a worked solution belongs in another field.",
  },
  "no-number": {
    why: "It is not a number alone.",
    todo: "Write one and nothing else, such as 42, 3/4 or 1,250; or let a rule compare words.",
  },
  "no-formula": {
    why: "It is LaTeX of no known kind, so only the very same spelling would be correct.",
    todo: "Write it in another way, or let a rule compare it as a text.",
  },
  "not-a-choice": { why: "It is the letter of none of the choices.", todo: "Name one of them." },
  "pattern-misses": {
    why: "The rule's pattern finds nothing in it.",
    todo: "Mend the gold, or let the rule compare the whole gold.",
  },
  "no-list": {
    why: "It lists no answer, or more than a thousand.",
    todo: "Write the answers the way the rule parts them.",
  },
  timeout: { why: "Reading it took too long.", todo: "Shorten it, or take a simpler pattern in the rule." },
  failed: { why: "The judge failed at it.", todo: "Have the golds read again; if it stays, shorten it." },
};
