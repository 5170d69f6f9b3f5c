import type { Output } from "../candidate.ts";
import { withThinkTags, type DataFile, type Reasoning, type RowFormat } from "./format.ts";

/**
 * TRL (dataset formats, conversational): SFT rows are `prompt` and `completion`, so that the loss is on the
 * completion alone; DPO rows are `prompt`, `chosen`, `rejected`. Reasoning as a field is the message's `thinking`,
 * there in every row so that all rows have one type.
 */
export const trl: RowFormat = {
  name: "trl",
  title: "TRL",
  kinds: ["sft", "dpo"],
  reasoning: ["drop", "think_tags", "field"],
  minRows: 1,
  maxFileBytes: null,
  toRow: (candidate, reasoning) => {
    const prompt = candidate.prompt.map(({ role, content }) => ({ role, content }));
    if (candidate.kind === "sft") return { prompt, completion: [toMessage(candidate.output, reasoning)] };
    return {
      prompt,
      chosen: [toMessage(candidate.chosen, reasoning)],
      rejected: [toMessage(candidate.rejected, reasoning)],
    };
  },
  loaders: (files) => [{ path: "loader/load_trl.py", text: loaderText(files) }],
};

const toMessage = (output: Output, reasoning: Reasoning): Record<string, string> => ({
  role: "assistant",
  content: withThinkTags(output, reasoning),
  ...(reasoning === "field" && { thinking: output.reasoning ?? "" }),
});

function loaderText(files: readonly DataFile[]): string {
  const names = [...Map.groupBy(files, ({ kind, role }) => `${kind}_${role}`)];
  const entries = names.map(([name, parts]) => {
    const paths = parts.map(({ split, path }) => `${JSON.stringify(split)}: ${JSON.stringify(path)}`);
    return `    ${JSON.stringify(name)}: {${paths.join(", ")}},`;
  });
  return `"""Loads the data files of this export for TRL: sft_* for SFTTrainer, dpo_* for DPOTrainer."""

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
