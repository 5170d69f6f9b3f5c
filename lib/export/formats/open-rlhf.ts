import { toNumber } from "../../core/fraction.ts";
import { isPair, type Output } from "../candidate.ts";
import {
  groupFiles,
  linesFile,
  maltSettings,
  messagesOf,
  refuseKind,
  withThinkTags,
  type FileGroup,
  type RowFormat,
} from "./format.ts";

/**
 * OpenRLHF: lists of messages under keys that flags name. SFT rows are `prompt` and `response`, so that the loss is on
 * the response; DPO and reward rows `prompt`, `chosen`, `rejected`, reward rows with the gap as `margin`; questions for
 * reinforcement `prompt` and `ground_truth`.
 */
export const openRlhf: RowFormat = {
  name: "openrlhf",
  title: "OpenRLHF",
  kinds: ["sft", "dpo", "reward", "grpo"],
  reasoning: ["drop", "think_tags"],
  minRows: 1,
  defaultTokens: (kind) => (kind === "dpo" || kind === "reward" ? 512 : 2048),
  maxFileBytes: null,
  fileOf: linesFile,
  columnsOf: () => null,
  toRow: (candidate, reasoning) => {
    const prompt = messagesOf(candidate);
    const said = (output: Output) => [{ role: "assistant", content: withThinkTags(output, reasoning) }];
    if (candidate.kind === "sft") return { prompt, response: said(candidate.output) };
    if (candidate.kind === "grpo") return { prompt, ground_truth: candidate.gold };
    if (!isPair(candidate)) return refuseKind("openrlhf", candidate.kind);
    return {
      prompt,
      chosen: said(candidate.chosen),
      rejected: said(candidate.rejected),
      ...(candidate.kind === "reward" && { margin: toNumber(candidate.margin) }),
    };
  },
  loaders: (files) => [
    {
      path: "loader/openrlhf_flags.txt",
      text: `${[head, ...groupFiles(files).map(flagsOf)].join("\n\n")}\n`,
    },
  ],
};

const head = [
  "# The data flags that read these files (OpenRLHF 0.11), a data set each; the model's own come beside them.",
  "# From MALT (arXiv 2412.01928): SFT first, then DPO from its checkpoint, beta 0.2, batch size 8, LoRA.",
  "# --data.max_len is the longest row, estimated at four characters a token, and a quarter more: longer ones are cut in silence.",
].join("\n");

const keys: Readonly<Record<string, readonly string[]>> = {
  sft: ["--data.input_key prompt", "--data.output_key response"],
  dpo: ["--data.prompt_key prompt", "--data.chosen_key chosen", "--data.rejected_key rejected"],
  reward: ["--data.prompt_key prompt", "--data.chosen_key chosen", "--data.rejected_key rejected"],
  grpo: ["--data.input_key prompt", "--data.label_key ground_truth"],
};

const trainers: Readonly<Record<string, string>> = {
  sft: "train_sft",
  dpo: "train_dpo",
  reward: "train_rm",
  grpo: "train_ppo_ray",
};

function flagsOf({ name, kind, train, validation, cutoffTokens }: FileGroup): string {
  const dataset = kind === "grpo" ? "--data.prompt_dataset" : "--data.dataset";
  return [
    `# ${name}: openrlhf.cli.${trainers[kind] ?? ""}`,
    `${dataset} ${train ?? "<no training rows in this export>"}`,
    ...(validation === null ? [] : [`--eval.dataset ${validation}`, "--eval.split train"]),
    ...(keys[kind] ?? []),
    "--data.apply_chat_template",
    `--data.max_len ${cutoffTokens}`,
    ...(kind === "dpo" ? [`--model.beta ${maltSettings.beta}`] : []),
  ].join("\n");
}
