import type { Output } from "../candidate.ts";
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
 * Axolotl: `messages` for SFT, where an assistant's turn inside a prompt says `training: false`; `messages` with `chosen`
 * and `rejected` as single messages for DPO (its `chat_template.default`), steps as TRL has them. Rows have no other
 * column: extra ones have broken its DPO loader.
 */
export const axolotl: RowFormat = {
  name: "axolotl",
  title: "Axolotl",
  kinds: ["sft", "dpo", "step"],
  reasoning: ["drop", "think_tags"],
  minRows: 1,
  defaultTokens: () => 512,
  maxFileBytes: null,
  fileOf: linesFile,
  columnsOf: () => null,
  toRow: (candidate, reasoning) => {
    const said = (output: Output) => ({ role: "assistant", content: withThinkTags(output, reasoning) });
    const messages = messagesOf(candidate);
    if (candidate.kind === "sft") {
      const before = messages.map((message) =>
        message.role === "assistant" ? { ...message, training: false } : message,
      );
      return { messages: [...before, said(candidate.output)] };
    }
    if (candidate.kind === "dpo")
      return { messages, chosen: said(candidate.chosen), rejected: said(candidate.rejected) };
    if (candidate.kind === "step")
      return {
        prompt: candidate.questionText,
        completions: candidate.turns.map(({ output }) => withThinkTags(output, reasoning)),
        labels: candidate.turns.map(({ isPositive }) => isPositive),
      };
    return refuseKind("axolotl", candidate.kind);
  },
  loaders: (files) =>
    groupFiles(files).map((group) => ({ path: `loader/${group.name}.yaml`, text: trainingYaml(group) })),
};

/** How the rows of a kind are read; of an SFT row only the last message is trained on. */
const readers: Readonly<Record<string, readonly string[]>> = {
  sft: [
    "    type: chat_template",
    "    field_messages: messages",
    "    message_property_mappings: {role: role, content: content}",
    "    # The loss is on the last message: an earlier turn of the assistant says `training: false`.",
    "    message_field_training: training",
    "    roles_to_train: [assistant]",
    "    train_on_eos: turn",
  ],
  dpo: [
    "    split: train",
    "    type: chat_template.default",
    "    field_messages: messages",
    "    field_chosen: chosen",
    "    field_rejected: rejected",
    "    message_property_mappings: {role: role, content: content}",
    "    roles: {user: [user], assistant: [assistant], system: [system]}",
  ],
  step: ["    split: train", "    type: stepwise_supervised"],
};

function trainingYaml({ name, kind, role, train, validation, cutoffTokens }: FileGroup): string {
  const source = (path: string): string[] => [
    `  - path: ${path}`,
    "    ds_type: json",
    ...(readers[kind] ?? []),
  ];
  const lines = [
    `# ${name}: axolotl train loader/${name}.yaml, in the export's folder.`,
    "# From MALT (arXiv 2412.01928): SFT first, then DPO from its checkpoint, beta 0.2, batch size 8, LoRA.",
    "# Our choice, for the paper leaves it open: rate, epochs, rank.",
    kind === "dpo" ? `base_model: <the model with out/sft_${role} merged>` : "base_model: <model>",
    ...(kind === "step"
      ? [
          "model_type: AutoModelForTokenClassification",
          "num_labels: 2",
          "process_reward_model: true",
          "# A step is a whole role turn here.",
        ]
      : []),
    ...(kind === "dpo" ? ["rl: dpo", `rl_beta: ${maltSettings.beta}`] : []),
    "datasets:",
    ...source(train ?? "<no training rows in this export>"),
    ...(validation === null ? [] : ["test_datasets:", ...source(validation)]),
    "# The longest row of this data, estimated at four characters a token, and a quarter more.",
    `sequence_len: ${cutoffTokens}`,
    "adapter: lora",
    `lora_r: ${maltSettings.loraRank}`,
    `lora_alpha: ${2 * maltSettings.loraRank}`,
    "lora_target_linear: true",
    "micro_batch_size: 1",
    `gradient_accumulation_steps: ${maltSettings.batchSize}`,
    `learning_rate: ${kind === "dpo" ? maltSettings.learningRate.dpo : maltSettings.learningRate.sft}`,
    `num_epochs: ${maltSettings.epochs}`,
    `output_dir: out/${name}`,
  ];
  return `${lines.join("\n")}\n`;
}
