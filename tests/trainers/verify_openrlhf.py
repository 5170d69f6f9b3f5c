"""OpenRLHF's own data set classes on an export, by the flags beside it. Arguments: export folder, work folder."""

import sys
from pathlib import Path
from types import SimpleNamespace

from report import Report, check_masks
from stub import stub
from tiny import render, write_tokenizer

# The package imports its training machinery at once; none of it is about data.
stub("deepspeed", "flash_attn", "ray")

from openrlhf.datasets.prompts_dataset import PromptDataset
from openrlhf.datasets.reward_dataset import RewardDataset
from openrlhf.datasets.sft_dataset import SFTDataset
from openrlhf.datasets.utils import blending_datasets

export, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
report = Report("openrlhf", export)
tokenizer = write_tokenizer(work / "tokenizer")


def flags_of(name):
    """The flags under a data set's heading in loader/openrlhf_flags.txt."""
    text = (export / "loader" / "openrlhf_flags.txt").read_text(encoding="utf8")
    block = next(part for part in text.split("\n\n") if part.startswith(f"# {name}:"))
    pairs = (line.partition(" ") for line in block.splitlines() if line.startswith("--"))
    return {flag: value for flag, _, value in pairs}


def strategy_of(flags):
    data = {flag.removeprefix("--data."): value or True for flag, value in flags.items() if flag.startswith("--data.")}
    return SimpleNamespace(
        args=SimpleNamespace(data=SimpleNamespace(**data), use_ms=False), print=print, is_rank_0=lambda: True
    )


def rows_of(kind, role):
    flags = flags_of(f"{kind}_{role}")
    paths = [flags.get("--data.dataset") or flags["--data.prompt_dataset"]]
    paths += [flags["--eval.dataset"]] if "--eval.dataset" in flags else []
    strategy = strategy_of(flags)
    loaded = blending_datasets(",".join(str(export / path) for path in paths), strategy=strategy, dataset_split="train")
    return loaded, strategy, int(flags.get("--data.max_len", "0"))


def sft(role):
    loaded, strategy, length = rows_of("sft", role)
    data = SFTDataset(loaded, tokenizer, length, strategy, num_processors=1)
    seen = []
    for ids, _, mask in (data[index] for index in range(len(data))):
        # Its mask is of the token that predicts: one place earlier than what is learnt.
        seen.append((ids[0].tolist(), [False, *(mask[0] > 0).tolist()[:-1]]))
    return check_masks(tokenizer, seen, report.rows("sft", role))


def pairs(kind, role):
    loaded, strategy, length = rows_of(kind, role)
    data = RewardDataset(loaded, tokenizer, length, strategy, is_dpo=kind == "dpo", num_processors=1)
    expected = report.rows(kind, role)
    sides = ([], [])
    for chosen, _, rejected, _, extra in (data[index] for index in range(len(data))):
        for side, ids in zip(sides, (chosen[0].tolist(), rejected[0].tolist())):
            # DPO leaves out the log-probabilities of the first `extra` tokens; a reward model reads all.
            start = extra if kind == "dpo" else tokenizer.decode(ids).rindex("<|im_start|>assistant\n")
            if kind == "reward":
                assert extra == 0.5, f"margin {extra}"
                start = len(tokenizer(tokenizer.decode(ids)[: start + len("<|im_start|>assistant\n")])["input_ids"])
            side.append((ids, [at >= start for at in range(len(ids))]))
    said = {check_masks(tokenizer, seen, expected, index) for index, seen in enumerate(sides)}
    return f"chosen and rejected, {' and '.join(said)}" + ("; margin read" if kind == "reward" else "")


def grpo(role):
    loaded, strategy, _ = rows_of("grpo", role)
    data = PromptDataset(loaded, tokenizer, strategy)
    seen = {(prompt, label) for _, prompt, label, _ in (data[index] for index in range(len(data)))}
    expected = report.rows("grpo", role)
    assert seen == {(render(row["prompt"]), row["texts"][0]) for row in expected}, "prompts or labels differ"
    return f"{len(expected)} prompts and their labels"


if __name__ == "__main__":
    for role in ("asker", "closer"):
        report.step(f"SFTDataset by its flags, {role}", sft, role)
        report.step(f"RewardDataset (is_dpo) by its flags, {role}", pairs, "dpo", role)
        report.step(f"RewardDataset by its flags, {role}", pairs, "reward", role)
    report.step("PromptDataset by its flags", grpo, "asker")
    report.end()
