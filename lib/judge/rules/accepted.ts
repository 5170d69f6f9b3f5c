import type { Grader } from "../grader.ts";
import type { JudgeRule } from "./judge-rule.ts";
import { wayToCompare } from "./way-to-compare.ts";

type Accepted = Extract<JudgeRule, { readonly kind: "accepted" }>;

/** Alias lists of open questions run to some hundreds. */
const longestList = 1000;

function fromJson(gold: string): string[] {
  try {
    const value: unknown = JSON.parse(gold);
    if (!Array.isArray(value)) return [];
    const texts = value.map((item: unknown) =>
      typeof item === "string" || typeof item === "number" ? String(item) : null,
    );
    return texts.every((item) => item !== null) ? texts : [];
  } catch {
    return [];
  }
}

/** The answers that a gold lists, empty ones left out; [] where it is no such list or too long a one. */
export function readAccepted(gold: string, list: Accepted["list"]): readonly string[] {
  const items = list.kind === "json" ? fromJson(gold) : gold.split(list.separator);
  const filled = items.map((item) => item.trim()).filter((item) => item !== "");
  return filled.length > longestList ? [] : filled;
}

/** Any answer of the gold's list will do; those of them that cannot be read are passed over while one can. */
export function compareAccepted(rule: Accepted, gold: string): Omit<Grader, "gold" | "extract"> {
  const way = wayToCompare(rule.compare);
  const listed = readAccepted(gold, rule.list);
  const usable = listed.filter((item) => way.problemOf(item) === null);
  const [first] = listed;
  return {
    goldProblem: first === undefined ? "no-list" : usable.length === 0 ? way.problemOf(first) : null,
    normalizedGold: usable.map(way.normalize).join(" | "),
    normalize: way.normalize,
    grade: (answer) => {
      const compared = usable.map((item) => way.compare(answer, item));
      const best =
        compared.find(({ verdict }) => verdict === "correct") ??
        compared.find(({ verdict }) => verdict === "unknown") ??
        compared[0];
      return best ?? { verdict: "unknown", method: "none", reason: "unparsed-gold", flags: [] };
    },
  };
}
