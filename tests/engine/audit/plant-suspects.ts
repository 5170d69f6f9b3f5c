import type { Store } from "../../../db/client.ts";
import type { NewNode } from "../../../db/queries/insert-group.ts";
import type { NewRun } from "../../../db/queries/runs.ts";
import { judgeAnswer } from "../../../lib/judge/judge-answer.ts";
import { type PlantedRun, plantRun } from "../plant-run.ts";

/** What a leaf says, by letter, over a question whose gold is the tree's place. */
const saying: Record<string, (gold: number) => string> = {
  c: (gold) => `Final Answer: ${gold}`,
  i: (gold) => `Final Answer: ${gold + 500}`,
  u: () => "I would rather talk about something else.",
  /** The gold stands in the last line, another number in the box. */
  g: (gold) => `\\boxed{${gold + 70}}\nSo there are ${gold} apples.`,
};
const letters = { correct: "c", incorrect: "i", unknown: "u" } as const;

/** A finished run whose leaves say what these letters mean, judged by the judge of now; by first and second row. */
export function plantSuspects(
  store: Store,
  trees: readonly (readonly (readonly string[])[])[],
  change: Partial<NewRun> = {},
): Promise<PlantedRun> {
  return plantRun(
    store,
    trees.map((said, tree) => {
      const nodes: Record<string, Partial<NewNode>> = {};
      const verdicts = said.map((row, g) =>
        row.map((leaves, v) =>
          [...leaves]
            .map((letter, r) => {
              const text = saying[letter]!(tree);
              const { verdict, answer, reason, method, judgeVersion, flags, conflict } = judgeAnswer({
                task: "gsm8k",
                text,
                gold: String(tree),
              });
              const judge = {
                method,
                reason,
                version: judgeVersion,
                flags: [...flags, ...(conflict ? ["conflict"] : [])],
              };
              nodes[`${g + 1}.${v + 1}.${r + 1}`] = { text, verdict, answer, judge };
              return letters[verdict];
            })
            .join(""),
        ),
      );
      return { verdicts, nodes };
    }),
    change,
  );
}
