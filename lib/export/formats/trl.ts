import { linesFile, type DataFile, type RowFormat } from "./format.ts";
import { rewardFunction } from "./reward-function.ts";
import { trlRecipe } from "./trl-recipe.ts";
import { trlRow } from "./trl-row.ts";

/** TRL: JSON lines in its conversational shapes, with a loader, MALT's two steps as a script and, for GRPO, a reward function. */
export const trl: RowFormat = {
  name: "trl",
  title: "TRL",
  kinds: ["sft", "dpo", "kto", "reward", "step", "grpo"],
  reasoning: ["drop", "think_tags", "field"],
  minRows: 1,
  defaultTokens: () => 1024,
  maxFileBytes: null,
  fileOf: linesFile,
  toRow: trlRow,
  columnsOf: () => null,
  loaders: (files) => [
    { path: "loader/load_trl.py", text: loaderText(files) },
    ...trlRecipe(files),
    ...(files.some(({ kind }) => kind === "grpo") ? [rewardFunction] : []),
  ],
};

function loaderText(files: readonly DataFile[]): string {
  const names = [...Map.groupBy(files, ({ kind, role }) => `${kind}_${role}`)];
  const entries = names.map(([name, parts]) => {
    const paths = parts.map(({ split, path }) => `${JSON.stringify(split)}: ${JSON.stringify(path)}`);
    return `    ${JSON.stringify(name)}: {${paths.join(", ")}},`;
  });
  return `"""Loads the data files of this export for TRL: sft_* for SFTTrainer, dpo_* for DPOTrainer and so on."""

from pathlib import Path

from datasets import DatasetDict, load_dataset

ROOT = Path(__file__).resolve().parent.parent

FILES = {
${entries.join("\n")}
}


def load(name: str) -> DatasetDict:
    """The splits of one data set, by a name in FILES."""
    files = {split: str(ROOT / path) for split, path in FILES[name].items()}
    return load_dataset("json", data_files=files)
`;
}
