"""Axolotl's own reading of an export, by the YAML beside it. Arguments: export folder, work folder."""

import os
import sys
from pathlib import Path

os.environ["AXOLOTL_DO_NOT_TRACK"] = "1"
os.environ["AXOLOTL_IS_PREPROCESS"] = "1"

# Axolotl's own worker processes read this file again: they need nothing of it.
if __name__ == "__main__":
    import yaml
    from report import Report, check_masks
    from tiny import END, PAD, render, write_model, write_tokenizer

    from axolotl.utils.config import validate_config
    from axolotl.utils.data.rl import prepare_preference_datasets
    from axolotl.utils.data.sft import prepare_datasets
    from axolotl.utils.dict import DictDefault

    export, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    report = Report("axolotl", export)
    tokenizer = write_tokenizer(work / "model")
    write_model(work / "model", tokenizer)
    # The YAML files name their data from the export's folder.
    os.chdir(export)


def config_of(kind, role):
    """A training configuration of the export, checked and filled in by Axolotl."""
    config = yaml.safe_load((export / "loader" / f"{kind}_{role}.yaml").read_text(encoding="utf8"))
    config |= {"base_model": str(work / "model"), "output_dir": str(work / "out"), "special_tokens": {"pad_token": PAD}}
    config |= {"dataset_prepared_path": str(work / "prepared" / f"{kind}_{role}"), "dataset_num_proc": 1}
    checked = validate_config(DictDefault(config))
    return checked | DictDefault({"tokenizer_config": str(work / "model"), "is_preprocess": True})


def sft(role):
    train, held, _, _ = prepare_datasets(config_of("sft", role), tokenizer)
    seen = [(row["input_ids"], [label != -100 for label in row["labels"]]) for each in (train, held) for row in each]
    return check_masks(tokenizer, seen, report.rows("sft", role))


def dpo(role):
    train, held = prepare_preference_datasets(config_of("dpo", role), tokenizer)
    seen = {(row["prompt"], row["chosen"], row["rejected"]) for each in (train, held) for row in each}
    expected = report.rows("dpo", role)
    wanted = {(render(row["prompt"]), *(text + END for text in row["texts"])) for row in expected}
    assert seen == wanted, f"rows differ: {next(iter(seen ^ wanted))!r}"
    return f"{len(expected)} rows: prompt apart, chosen and rejected to their {END!r}"


def step(role):
    train, held, _, _ = prepare_datasets(config_of("step", role), tokenizer)
    expected = {"".join(f"{text}\n" for text in row["texts"]): row for row in report.rows("step", role)}
    for row in (row for each in (train, held) for row in each):
        text = tokenizer.decode(row["input_ids"])
        turns = next(turns for turns in expected if text.endswith(turns))
        wanted = expected.pop(turns)
        assert text == wanted["prompt"][0]["content"] + turns, f"prompt differs: {text!r}"
        marks = [(at, label) for at, label in enumerate(row["labels"]) if label != -100]
        assert [bool(label) for _, label in marks] == wanted["labels"], f"labels differ: {marks}"
        cuts = [tokenizer.decode(row["input_ids"][: at + 1]) for at, _ in marks]
        ends = ["".join(f"{said}\n" for said in wanted["texts"][: end + 1]) for end in range(len(wanted["texts"]))]
        assert cuts == [wanted["prompt"][0]["content"] + end for end in ends], f"labels stand elsewhere: {cuts}"
    assert not expected, f"{len(expected)} rows never came"
    return f"{len(report.rows('step', role))} rows: a label at the end of each role turn and nowhere else"


if __name__ == "__main__":
    for role in ("asker", "closer"):
        report.step(f"prepare_datasets by loader/sft_{role}.yaml", sft, role)
        report.step(f"prepare_preference_datasets by loader/dpo_{role}.yaml", dpo, role)
    report.step("prepare_datasets by loader/step_closer.yaml", step, "closer")
    report.end()
