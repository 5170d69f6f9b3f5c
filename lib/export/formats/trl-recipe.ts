import { groupFiles, maltSettings, type DataFile, type TextFile } from "./format.ts";

/** MALT's two steps as a script for TRL (arXiv 2412.01928, section 4.2): SFT, then DPO from its merged checkpoint. */
export function trlRecipe(files: readonly DataFile[]): readonly TextFile[] {
  const groups = groupFiles(files).filter(
    ({ kind, train }) => (kind === "sft" || kind === "dpo") && train !== null,
  );
  if (groups.length === 0) return [];
  const lengths = groups.map(({ name, cutoffTokens }) => `    ${JSON.stringify(name)}: ${cutoffTokens},`);
  return [{ path: "loader/train_trl.py", text: script(lengths.join("\n")) }];
}

const script = (
  lengths: string,
): string => `"""MALT's training of one role with TRL: SFT first, then DPO from its checkpoint. Needs trl and peft.

    python loader/train_trl.py --model MODEL --role ROLE

From the paper (arXiv 2412.01928): the order, LoRA, beta 0.2, batch size 8.
Our choice, for it leaves them open: learning rates, ${maltSettings.epochs} epochs (it says 1 to 10, by the size of the data), rank and alpha.
"""

import argparse
from pathlib import Path

import torch
from load_trl import FILES, load
from peft import LoraConfig
from trl import DPOConfig, DPOTrainer, SFTConfig, SFTTrainer

# The longest row of each, estimated at four characters a token, and a quarter more: longer ones are cut in silence.
LENGTHS = {
${lengths}
}


def train(kind, role, model, out, max_steps):
    """Trains an adapter on a data set, merges it, and gives the folder of the merged model."""
    data = load(f"{kind}_{role}")
    folder = out / f"{kind}_{role}"
    settings = {
        "output_dir": str(folder / "checkpoints"),
        "max_length": LENGTHS[f"{kind}_{role}"],
        "per_device_train_batch_size": 1,
        "gradient_accumulation_steps": ${maltSettings.batchSize},
        "num_train_epochs": ${maltSettings.epochs},
        "max_steps": max_steps,
        "report_to": "none",
        # TRL computes in bfloat16 unless told otherwise; a plain processor is for a trial.
        "bf16": torch.cuda.is_available() and torch.cuda.is_bf16_supported(),
        "use_cpu": not torch.accelerator.is_available(),
    }
    if kind == "sft":
        trainer_class, config = SFTTrainer, SFTConfig(learning_rate=${maltSettings.learningRate.sft}, **settings)
    else:
        trainer_class, config = DPOTrainer, DPOConfig(learning_rate=${maltSettings.learningRate.dpo}, beta=${maltSettings.beta}, **settings)
    trainer = trainer_class(
        str(model),
        args=config,
        train_dataset=data["train"],
        eval_dataset=data.get("validation"),
        # The reference of DPO is the same model without this adapter: the one that SFT gave.
        peft_config=LoraConfig(r=${maltSettings.loraRank}, lora_alpha=${2 * maltSettings.loraRank}, target_modules="all-linear"),
    )
    trainer.train()
    trainer.model.merge_and_unload().save_pretrained(folder / "merged")
    trainer.processing_class.save_pretrained(folder / "merged")
    return folder / "merged"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--role", required=True, choices=sorted({name.partition("_")[2] for name in LENGTHS}))
    parser.add_argument("--out", type=Path, default=Path("out"))
    parser.add_argument("--max-steps", type=int, default=-1, help="for a trial")
    options = parser.parse_args()
    model = options.model
    for kind in ("sft", "dpo"):
        if "train" in FILES.get(f"{kind}_{options.role}", {}):
            model = train(kind, options.role, model, options.out, options.max_steps)
    print(f"{options.role}: {model}")


if __name__ == "__main__":
    main()
`;
