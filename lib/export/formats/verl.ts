import { isPair } from "../candidate.ts";
import { messageList, type Columns } from "../columns.ts";
import type { KindName } from "../recipe.ts";
import {
  groupFiles,
  messagesOf,
  refuseKind,
  withThinkTags,
  type FileGroup,
  type RowFormat,
} from "./format.ts";
import { rewardFunction } from "./reward-function.ts";

/**
 * verl: Parquet, all rows of one type. SFT rows are `messages` (its multi-turn reader), pairs its reward models' plain
 * strings, questions for reinforcement a row a prompt with the ground truth as a rule reads it. `data_source` is our own
 * word, so that none of verl's built-in rewards is taken; the one that is meant lies in `loader`.
 */
export const verl: RowFormat = {
  name: "verl",
  title: "verl",
  kinds: ["sft", "dpo", "reward", "grpo"],
  reasoning: ["drop", "think_tags"],
  minRows: 1,
  defaultTokens: (kind) => (kind === "grpo" ? 512 : 1024),
  maxFileBytes: null,
  fileOf: ({ kind, role }, split) => `data/${kind}_${role}_${split}.parquet`,
  columnsOf: (kind) => columns[kind] ?? refuseKind("verl", kind),
  toRow: (candidate, reasoning) => {
    const prompt = messagesOf(candidate);
    if (candidate.kind === "sft")
      return {
        messages: [...prompt, { role: "assistant", content: withThinkTags(candidate.output, reasoning) }],
      };
    if (candidate.kind === "grpo")
      return {
        data_source: `malthouse/${candidate.task}`,
        prompt,
        ability: abilities[candidate.task] ?? "reasoning",
        reward_model: { style: "rule", ground_truth: candidate.gold },
        extra_info: { question_id: candidate.questionId },
      };
    if (!isPair(candidate)) return refuseKind("verl", candidate.kind);
    return {
      prompt: prompt.map(({ content }) => content).join("\n\n"),
      chosen: withThinkTags(candidate.chosen, reasoning),
      rejected: withThinkTags(candidate.rejected, reasoning),
    };
  },
  loaders: (files) => [
    {
      path: "loader/verl_overrides.txt",
      text: `${[head, ...groupFiles(files).map(overridesOf)].join("\n\n")}\n`,
    },
    ...(files.some(({ kind }) => kind === "grpo") ? [rewardFunction] : []),
  ],
};

const abilities: Readonly<Record<string, string>> = {
  gsm8k: "math",
  math: "math",
  csqa: "commonsense",
  hotpotqa: "qa",
};

const pair: Columns = { prompt: "text", chosen: "text", rejected: "text" };
const columns: Readonly<Partial<Record<KindName, Columns>>> = {
  sft: { messages: messageList },
  dpo: pair,
  reward: pair,
  grpo: {
    data_source: "text",
    prompt: messageList,
    ability: "text",
    reward_model: { struct: { style: "text", ground_truth: "text" } },
    extra_info: { struct: { question_id: "text" } },
  },
};

const head = [
  "# Hydra overrides that read these files (verl 0.9), a data set each; paths from the export's folder.",
  "# SFT trains on every assistant turn of `messages`: here there is one, the last.",
].join("\n");

function overridesOf({ name, kind, train, validation, cutoffTokens }: FileGroup): string {
  const lines = [`# ${name}`];
  if (kind === "dpo" || kind === "reward")
    return [
      ...lines,
      "# For its reward models' reader: prompt_key=prompt chosen_key=chosen rejected_key=rejected; no chat template is applied.",
      `# ${train ?? "(no training rows in this export)"}, at most ${cutoffTokens} tokens (estimated)`,
    ].join("\n");
  return [
    ...lines,
    `data.train_files=${train ?? "<no training rows in this export>"}`,
    ...(validation === null ? [] : [`data.val_files=${validation}`]),
    ...(kind === "sft"
      ? ["data.messages_key=messages", `data.max_length=${cutoffTokens}`, "data.truncation=error"]
      : [
          "data.prompt_key=prompt",
          `data.max_prompt_length=${cutoffTokens}`,
          "reward.custom_reward_function.path=loader/reward.py",
          "reward.custom_reward_function.name=compute_score",
        ]),
  ].join("\n");
}
