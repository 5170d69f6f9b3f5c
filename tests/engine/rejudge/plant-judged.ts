import type { Store } from "../../../db/client.ts";
import type { NewRun } from "../../../db/queries/runs.ts";
import type { NewNode } from "../../../db/queries/insert-group.ts";
import type { Verdict } from "../../../lib/core/tree.ts";
import { type PlantedRun, plantRun } from "../plant-run.ts";

const words: Record<string, Verdict> = { c: "correct", i: "incorrect", u: "unknown" };

/** What a text says, by letter, over a question whose gold is the tree's place. */
const textOf = (letter: string, tree: number): string =>
  ({
    c: `So it is ${tree}.\n\nFinal Answer: ${tree}`,
    i: `So it is ${tree + 500}.\n\nFinal Answer: ${tree + 500}`,
    u: "I would rather talk about something else.",
  })[letter] ?? "";

export type JudgedTree = {
  /** What an earlier judge stored of each leaf, and what its text says in truth. */
  readonly stored: readonly (readonly string[])[];
  readonly said: readonly (readonly string[])[];
};

const oldJudge = (letter: string): Partial<NewNode> => ({
  verdict: words[letter] ?? "unknown",
  answer: letter === "u" ? null : { raw: "?", normalized: "?", start: 0, end: 1 },
  judge: { method: "exact", reason: "equal-exact", version: "0", flags: [] },
});

/** A finished run whose leaves and first row carry verdicts of a judge called "0", which was often wrong. */
export const plantJudged = (
  store: Store,
  trees: readonly JudgedTree[],
  change: Partial<NewRun> = {},
): Promise<PlantedRun> =>
  plantRun(
    store,
    trees.map(({ stored, said }, tree) => ({
      verdicts: stored,
      nodes: Object.fromEntries(
        said.flatMap((row, g) => [
          [`${g + 1}`, { text: textOf("c", tree), ...oldJudge("i") }],
          ...row.flatMap((leaves, v) =>
            [...leaves].map((letter, r) => [
              `${g + 1}.${v + 1}.${r + 1}`,
              { text: textOf(letter, tree), ...oldJudge(stored[g]?.[v]?.[r] ?? "u") },
            ]),
          ),
        ]),
      ),
    })),
    { judge: { judgeVersion: "0", ruleVersion: null, rule: null }, ...change },
  );
