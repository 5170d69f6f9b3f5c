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
  "# The flags that read these files, a data set each. Versions whose help shows no `--data.` take the keys without it.",
  "# From MALT (arXiv 2412.01928): SFT first, then DPO from its checkpoint, beta 0.2, batch size 8, LoRA.",
  "# Set the longest length of a sample as told: longer ones are cut in silence.",
].join("\n");

const keys: Readonly<Record<string, readonly string[]>> = {
  sft: ["--data.input_key prompt", "--data.output_key response"],
  dpo: ["--data.prompt_key prompt", "--data.chosen_key chosen", "--data.rejected_key rejected"],
  reward: ["--data.prompt_key prompt", "--data.chosen_key chosen", "--data.rejected_key rejected"],
  grpo: ["--data.input_key prompt", "--data.label_key ground_truth"],
};

function flagsOf({ name, kind, train, validation, cutoffTokens }: FileGroup): string {
  return [
    `# ${name}: samples of at most ${cutoffTokens} tokens (the longest, estimated, and a quarter more)${kind === "dpo" ? `, beta ${maltSettings.beta}` : ""}`,
    `# train on ${train ?? "(no training rows in this export)"}${validation === null ? "" : `, evaluate on ${validation}`}`,
    ...(keys[kind] ?? []),
    "--data.apply_chat_template",
  ].join("\n");
}
