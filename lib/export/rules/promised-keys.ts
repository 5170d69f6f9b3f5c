import type { KindName } from "../recipe.ts";

const trl: Readonly<Record<KindName, string>> = {
  sft: "prompt, completion",
  dpo: "prompt, chosen, rejected",
  kto: "prompt, completion, label",
  reward: "chosen, rejected, margin",
  step: "prompt, completions, labels",
  grpo: "prompt, ground_truth",
};
/** Keys a target reads, in the order of its documentation; one in brackets may be missing. */
const keys: Readonly<Record<string, Readonly<Partial<Record<KindName, string>>>>> = {
  trl,
  huggingface: trl,
  openai: { sft: "messages", dpo: "input, preferred_output, non_preferred_output" },
  "llama-factory": {
    sft: "messages",
    dpo: "conversations, [system], chosen, rejected",
    reward: "conversations, [system], chosen, rejected",
    kto: "conversations, [system], kto_tag",
  },
  axolotl: { sft: "messages", dpo: "messages, chosen, rejected", step: trl.step },
  openrlhf: {
    sft: "prompt, response",
    dpo: trl.dpo,
    reward: "prompt, chosen, rejected, margin",
    grpo: trl.grpo,
  },
  verl: {
    sft: "messages",
    dpo: trl.dpo,
    reward: trl.dpo,
    grpo: "data_source, prompt, ability, reward_model, extra_info",
  },
};

/** The keys that rows of a target and kind have, no other beside them; null where nothing is promised. */
export function promisedKeys(
  format: string,
  kind: KindName,
): { readonly all: readonly string[]; readonly needed: readonly string[] } | null {
  const listed = keys[format]?.[kind]?.split(", ");
  if (!listed) return null;
  return {
    all: listed.map((key) => key.replace(/^\[|\]$/g, "")),
    needed: listed.filter((key) => !key.startsWith("[")),
  };
}
