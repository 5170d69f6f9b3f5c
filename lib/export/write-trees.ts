import { rm } from "node:fs/promises";
import { finishExport, type WrittenExport } from "./finish-export.ts";
import type { RunFacts } from "./run-facts.ts";
import type { SettledRecipe } from "./settle-recipe.ts";
import { openStaging } from "./staging.ts";

/** A tree on its way out: `line` is what toInterchange gave. */
export type OutgoingTree = {
  readonly treeId: string;
  readonly questionId: string | null;
  readonly line: string;
};

/** Where the trees of a run lie in the zip, by its place in the recipe from 0. */
export const treesFile = (index: number): string => `data/trees_${index + 1}.jsonl`;

/**
 * Writes runs in the interchange form as a zip at `target`, whole or not at all: a file a run in the order of
 * `runs`, a line a tree. Stops with the signal's reason when aborted.
 */
export async function writeTrees({
  recipe,
  runs,
  open,
  target,
  signal,
  onRow,
}: {
  readonly recipe: SettledRecipe;
  readonly runs: readonly RunFacts[];
  readonly open: (run: RunFacts) => AsyncIterable<OutgoingTree>;
  readonly target: string;
  readonly signal?: AbortSignal;
  readonly onRow?: (rows: number) => void;
}): Promise<WrittenExport> {
  const folder = `${target}.files`;
  await rm(folder, { recursive: true, force: true });
  const staging = await openStaging(folder);
  let rows = 0;
  try {
    await staging.startLines("provenance.jsonl");
    for (const [index, run] of runs.entries()) {
      const file = treesFile(index);
      await staging.startLines(file);
      for await (const { treeId, questionId, line } of open(run)) {
        signal?.throwIfAborted();
        const row = await staging.appendLine(file, line);
        await staging.appendLine(
          "provenance.jsonl",
          JSON.stringify({ file, row, kind: "trees", runId: run.id, treeId, questionId }),
        );
        onRow?.(++rows);
      }
    }
    await staging.writeText("README.md", cardOf(runs));
    return await finishExport(
      staging,
      { recipe, runs, counts: {}, dropped: {}, problems: [], checks: [] },
      { target, signal },
    );
  } finally {
    await staging.abandon();
    await rm(folder, { recursive: true, force: true });
  }
}

const cardOf = (runs: readonly RunFacts[]): string => `# Reasoning trees

${runs.some(({ isSimulated }) => isSimulated) ? "> **Simulated.** Texts in here come from the studio's built-in simulator, not from a language model. Do not train on them.\n\n" : ""}One file a run, one tree a line, in the form \`malthouse.tree/1\`: the question with its gold answer, every node with its text, verdict and value, and the history of overrides and decisions. Importing a file gives the run back, all but its ids; values and labels are worked out anew from the verdicts.

| file | run | protocol | config |
|---|---|---|---|
${runs.map(({ id, protocol, configHash }, index) => `| ${treesFile(index)} | ${id} | ${protocol} | ${configHash} |`).join("\n")}
`;
