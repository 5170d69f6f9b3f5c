import { formatCount } from "@/components/ui/format.ts";
import type { Having } from "@/lib/core/having.ts";
import type { Verdict } from "@/lib/core/tree.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";

const verdictWords: Readonly<Record<Verdict, string>> = {
  correct: "right",
  incorrect: "wrong",
  unknown: "unknown",
};

const plural = (count: number, one: string, many = `${one}s`): string => (count === 1 ? one : many);

/** What the rows have in common, as one says it: "1,955 trajectories right first and wrong at last". */
export function havingWords(having: Having, count: number, roles: readonly RoleView[]): string {
  const titleOf = (name: string): string =>
    roles.find((role) => role.name === name)?.title.toLowerCase() ?? name;
  const some = formatCount(count);
  switch (having.kind) {
    case "correction":
      return `${some} ${plural(count, "trajectory", "trajectories")} ${verdictWords[having.from]} first and ${verdictWords[having.to]} at last`;
    case "value": {
      const print = ({ numerator, denominator }: typeof having.from): string =>
        denominator === 1 ? String(numerator) : `${numerator}/${denominator}`;
      const [from, to] = [print(having.from), print(having.to)];
      const nodes = `${some} ${titleOf(having.role)} ${plural(count, "node")}`;
      return from === to ? `${nodes} with the value ${from}` : `${nodes} with a value from ${from} to ${to}`;
    }
    case "unknown":
      return `${some} ${titleOf(having.role)} ${plural(count, "answer")} with an unknown verdict`;
    case "truncated":
      return `${some} ${titleOf(having.role)} ${plural(count, "text")} cut off at the token limit`;
    case "identical":
      return `${some} ${titleOf(having.role)} ${plural(count, "text")} that ${plural(count, "repeats", "repeat")} a sibling’s`;
  }
}
