import { isPair, type Candidate, type Output } from "../candidate.ts";
import {
  groupFiles,
  linesFile,
  maltSettings,
  messagesOf,
  refuseKind,
  withThinkTags,
  type DataFile,
  type FileGroup,
  type Reasoning,
  type RowFormat,
} from "./format.ts";

/**
 * LLaMA-Factory: SFT rows as `messages`, preferences and KTO in its ShareGPT form with `from` and `value`, a system
 * message in a column of its own; `dataset_info.json` beside the files makes `data` its `dataset_dir`. Only the last
 * turn is trained on: SFT says so (`mask_history`), the other stages know no other way.
 */
export const llamaFactory: RowFormat = {
  name: "llama-factory",
  title: "LLaMA-Factory",
  kinds: ["sft", "dpo", "kto", "reward"],
  reasoning: ["drop", "think_tags"],
  minRows: 1,
  defaultTokens: () => 2048,
  maxFileBytes: null,
  fileOf: linesFile,
  columnsOf: () => null,
  toRow: (candidate, reasoning) => {
    if (candidate.kind === "sft")
      return {
        messages: [
          ...messagesOf(candidate),
          { role: "assistant", content: withThinkTags(candidate.output, reasoning) },
        ],
      };
    const { system, turns } = splitSystem(candidate);
    const said = (output: Output) => ({ from: "gpt", value: withThinkTags(output, reasoning) });
    if (candidate.kind === "kto")
      return {
        conversations: [...turns, said(candidate.output)],
        ...system,
        kto_tag: candidate.isPositive,
      };
    if (!isPair(candidate)) return refuseKind("llama-factory", candidate.kind);
    return {
      conversations: turns,
      ...system,
      chosen: said(candidate.chosen),
      rejected: said(candidate.rejected),
    };
  },
  loaders: (files, reasoning) => [
    { path: "data/dataset_info.json", text: `${JSON.stringify(datasetInfo(files), null, 2)}\n` },
    ...groupFiles(files).map((group) => ({
      path: `loader/${group.name}.yaml`,
      text: trainingYaml(group, reasoning),
    })),
  ],
};

function splitSystem(candidate: Candidate): {
  system: { readonly system?: string };
  turns: { readonly from: string; readonly value: string }[];
} {
  const [first, ...rest] = messagesOf(candidate);
  const hasSystem = first?.role === "system";
  const turns = (hasSystem ? rest : messagesOf(candidate)).map(({ role, content }) => ({
    from: role === "assistant" ? "gpt" : "human",
    value: content,
  }));
  return { system: hasSystem ? { system: first.content } : {}, turns };
}

const openAiTags = {
  role_tag: "role",
  content_tag: "content",
  user_tag: "user",
  assistant_tag: "assistant",
  system_tag: "system",
};

/** An entry a file; a validation file is named after its data set. A column that no row has is not named. */
function datasetInfo(files: readonly DataFile[]): Record<string, unknown> {
  const entries = files.map((file) => {
    const system = file.hasSystem ? { system: "system" } : {};
    const shape =
      file.kind === "sft"
        ? { columns: { messages: "messages" }, tags: openAiTags }
        : file.kind === "kto"
          ? { columns: { messages: "conversations", ...system, kto_tag: "kto_tag" } }
          : {
              ranking: true,
              columns: { messages: "conversations", ...system, chosen: "chosen", rejected: "rejected" },
            };
    const place = { file_name: file.path.replace(/^data\//, ""), formatting: "sharegpt" };
    return [nameOf(file), { ...place, ...shape }] as const;
  });
  return Object.fromEntries(entries);
}

const nameOf = ({ kind, role, split }: Pick<DataFile, "kind" | "role" | "split">): string =>
  `${kind}_${role}${split === "validation" ? "_validation" : ""}`;

const stages = { sft: "sft", dpo: "dpo", kto: "kto", reward: "rm", step: "", grpo: "" } as const;

function trainingYaml(
  { name, kind, role, train, validation, cutoffTokens }: FileGroup,
  reasoning: Reasoning,
): string {
  const isPreference = kind === "dpo" || kind === "kto";
  const lines = [
    `# ${name}: llamafactory-cli train loader/${name}.yaml, in the export's folder.`,
    "# From MALT (arXiv 2412.01928): SFT first, then DPO from its checkpoint, beta 0.2, batch size 8, LoRA.",
    "# Our choice, for the paper leaves it open: rate, epochs, rank. Give the model and its template.",
    "model_name_or_path: <model>",
    "template: <template of the model>",
    `stage: ${stages[kind]}`,
    "do_train: true",
    "finetuning_type: lora",
    `lora_rank: ${maltSettings.loraRank}`,
    "lora_target: all",
    ...(kind === "dpo"
      ? [
          "# The SFT adapter is merged, the new one starts from it, and the reference is the model without the new one.",
          `adapter_name_or_path: out/sft_${role}`,
          "create_new_adapter: true",
        ]
      : []),
    ...(isPreference ? [`pref_beta: ${maltSettings.beta}`] : []),
    ...(kind === "dpo" ? ["pref_loss: sigmoid"] : []),
    "dataset_dir: data",
    `dataset: ${train === null ? "<no training rows in this export>" : name}`,
    ...(validation === null ? [] : [`eval_dataset: ${name}_validation`]),
    "# The longest row of this data, estimated at four characters a token, and a quarter more: longer rows are cut in silence.",
    `cutoff_len: ${cutoffTokens}`,
    ...(kind === "sft"
      ? [
          "# The loss is on the last turn only; its other stages do so unasked, and refuse the word.",
          "mask_history: true",
        ]
      : []),
    ...(reasoning === "think_tags" ? ["# Reasoning stands in think tags inside the response."] : []),
    "per_device_train_batch_size: 1",
    `gradient_accumulation_steps: ${maltSettings.batchSize}`,
    `learning_rate: ${kind === "dpo" || kind === "kto" ? maltSettings.learningRate.dpo : maltSettings.learningRate.sft}`,
    `num_train_epochs: ${maltSettings.epochs}`,
    `output_dir: out/${name}`,
  ];
  return `${lines.join("\n")}\n`;
}
