import { parseHaving, type PrintedRatio } from "@/lib/core/having.ts";
import type { TreeFilter, TreeSort } from "@/lib/core/tree-list.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import { noChoice, type QuestionChoice } from "./question-address.ts";

export const filterWords: Readonly<Record<TreeFilter, string>> = {
  all: "All",
  mixed: "Mixed",
  all_correct: "All right",
  all_incorrect: "All wrong",
  unknown: "Unknown",
  disagreement: "Own verdict ≠ label",
  local_disagreement: "Global ≠ local label",
  failed: "Failed parts",
  overridden: "Overridden",
  paired: "With pairs",
  truncated: "Cut off",
  identical: "Identical siblings",
};

export const sortWords: Readonly<Record<TreeSort, string>> = {
  index: "in order",
  "-index": "last first",
  question: "question, A to Z",
  "-question": "question, Z to A",
  gold: "gold, A to Z",
  "-gold": "gold, Z to A",
  "-value": "highest value",
  value: "lowest value",
  "-pairs": "most pairs",
  pairs: "fewest pairs",
  "-unknown": "most unknown",
  unknown: "fewest unknown",
  "-cost": "dearest",
  cost: "cheapest",
  "-tokens": "most tokens",
  tokens: "fewest tokens",
  status: "waiting first",
  "-status": "failed first",
};

const ratio = ({ numerator, denominator }: PrintedRatio): string =>
  denominator === 1 ? String(numerator) : `${numerator}/${denominator}`;

/** What a number over the run counted, in words: "verifier: cut off". */
export function nameHaving(text: string, roles: readonly RoleView[]): string {
  const having = parseHaving(text);
  if (!having) return text;
  if (having.kind === "correction") return `first answer ${having.from}, last ${having.to}`;
  const role = roles.find(({ name }) => name === having.role)?.title ?? having.role;
  if (having.kind !== "value")
    return `${role}: ${{ unknown: "unknown", truncated: "cut off", identical: "identical" }[having.kind]}`;
  const [from, to] = [ratio(having.from), ratio(having.to)];
  return from === to ? `${role} worth ${from}` : `${role} worth ${from} to ${to}`;
}

export type Condition = {
  readonly key: string;
  readonly words: string;
  /** What to change so that it is gone. */
  readonly without: Partial<QuestionChoice>;
};

/** All that narrows the list, one by one. */
export function conditionsOf(choice: QuestionChoice, roles: readonly RoleView[]): readonly Condition[] {
  const { filter, q, text, having, meta } = choice;
  const facets = Object.entries(meta).map(([key, values]): Condition => {
    const { [key]: _, ...rest } = meta;
    return { key: `meta ${key}`, words: `${key}: ${values.join(", ")}`, without: { meta: rest } };
  });
  return [
    ...(filter === "all"
      ? []
      : [{ key: "filter", words: filterWords[filter], without: { filter: noChoice.filter } }]),
    ...(having === "" ? [] : [{ key: "having", words: nameHaving(having, roles), without: { having: "" } }]),
    ...facets,
    ...(q === "" ? [] : [{ key: "q", words: `“${q}” in question or gold`, without: { q: "" } }]),
    ...(text === "" ? [] : [{ key: "text", words: `“${text}” in completions`, without: { text: "" } }]),
  ];
}
