"""verl's own data set classes on an export, by the overrides beside it. Arguments: export folder, work folder."""

import sys
from pathlib import Path

from report import Report, check_masks
from stub import stub
from tiny import END, render, write_tokenizer

# The package imports its cluster at once; none of it is about data.
stub("ray")

from omegaconf import OmegaConf
from verl.utils.dataset.multiturn_sft_dataset import MultiTurnSFTDataset
from verl.utils.dataset.rl_dataset import RLHFDataset
from verl.utils.dataset.rm_dataset import RMDataset

export, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
report = Report("verl", export)
tokenizer = write_tokenizer(work / "tokenizer")


def config_of(name):
    """The overrides under a data set's heading in loader/verl_overrides.txt, and its files."""
    text = (export / "loader" / "verl_overrides.txt").read_text(encoding="utf8")
    block = next(part for part in text.split("\n\n") if part.startswith(f"# {name}\n"))
    data = OmegaConf.from_dotlist([line for line in block.splitlines() if not line.startswith("#")]).data
    files = [str(export / data[key]) for key in ("train_files", "val_files") if key in data]
    return data, files


def sft(role):
    config, files = config_of(f"sft_{role}")
    data = MultiTurnSFTDataset(files, tokenizer, config)
    seen = []
    for row in (data[index] for index in range(len(data))):
        on = row["attention_mask"].bool()
        seen.append((row["input_ids"][on].tolist(), (row["loss_mask"][on] > 0).tolist()))
    return check_masks(tokenizer, seen, report.rows("sft", role))


def pairs(kind, role):
    files = [report.path(kind, role, split, "parquet") for split in ("train", "validation")]
    data = RMDataset(files, tokenizer, max_length=1024)
    expected = {
        tuple("\n\n".join(message["content"] for message in row["prompt"]) + text + END for text in row["texts"])
        for row in report.rows(kind, role)
    }
    seen = set()
    for row in (data[index] for index in range(len(data))):
        sides = zip(row["input_ids"], row["attention_mask"])
        seen.add(tuple(tokenizer.decode(ids[on.bool()]) for ids, on in sides))
    assert seen == expected, f"pairs differ: {next(iter(seen ^ expected))!r}"
    return f"{len(expected)} pairs, plain prompt and completion, no chat template"


def grpo(role):
    config, files = config_of(f"grpo_{role}")
    config.update(cache_dir=str(work / "cache"), filter_overlong_prompts=True, filter_overlong_prompts_workers=1)
    data = RLHFDataset(files, tokenizer, config)
    seen = set()
    for row in (data[index] for index in range(len(data))):
        prompt = tokenizer.apply_chat_template(row["raw_prompt"], add_generation_prompt=True, tokenize=False)
        seen.add((prompt, row["reward_model"]["ground_truth"], row["data_source"]))
    expected = report.rows("grpo", role)
    wanted = {(render(row["prompt"]), row["texts"][0], "malthouse/gsm8k") for row in expected}
    assert seen == wanted, f"prompts differ: {next(iter(seen ^ wanted))!r}"
    return f"{len(expected)} prompts with their ground truth"


def score(_role):
    from verl.utils.import_utils import load_extern_object

    compute = load_extern_object(str(export / "loader" / "reward.py"), "compute_score")
    scores = [compute("malthouse/gsm8k", f"So.\nFinal Answer: {said}", "12", None) for said in ("12", "12.0", "13")]
    assert scores == [1.0, 1.0, 0.0], f"{scores}"
    return "compute_score found by name: 12, 12.0 and 13 against 12 give 1, 1, 0"


if __name__ == "__main__":
    for role in ("asker", "closer"):
        report.step(f"MultiTurnSFTDataset by its overrides, {role}", sft, role)
        for kind in ("dpo", "reward"):
            report.step(f"RMDataset, {kind}, {role}", pairs, kind, role)
    report.step("RLHFDataset by its overrides", grpo, "asker")
    report.step("custom_reward_function from loader/reward.py", score, "asker")
    report.end()
