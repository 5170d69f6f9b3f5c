import type { RowFormat } from "./format.ts";
import { rewardFunction } from "./reward-function.ts";
import { trlColumns, trlRow } from "./trl-row.ts";

/**
 * A data set folder as the Hugging Face Hub shows it: Parquet, a configuration a kind and role, named in the card's
 * front matter; the columns are TRL's.
 */
export const huggingFace: RowFormat = {
  name: "huggingface",
  title: "Hugging Face data set",
  kinds: ["sft", "dpo", "kto", "reward", "step", "grpo"],
  reasoning: ["drop", "think_tags", "field"],
  minRows: 1,
  defaultTokens: () => null,
  maxFileBytes: null,
  fileOf: ({ kind, role }, split) => `data/${kind}_${role}/${split}-00000-of-00001.parquet`,
  toRow: trlRow,
  columnsOf: trlColumns,
  loaders: (files) => (files.some(({ kind }) => kind === "grpo") ? [rewardFunction] : []),
};
