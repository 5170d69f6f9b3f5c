"""LLaMA-Factory's own loading and tokenizing of an export, by the YAML beside it. Arguments: export folder, work folder."""

import os
import sys
from pathlib import Path

from stub import stub

os.environ["DISABLE_VERSION_CHECK"] = "1"
# Sound is not what these data hold.
stub("torchaudio")

import yaml
from llamafactory.data import get_dataset, get_template_and_fix_tokenizer
from llamafactory.hparams import get_train_args
from report import Report, check_masks
from tiny import END, write_model, write_tokenizer

export, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
report = Report("llamafactory", export)
tokenizer = write_tokenizer(work / "tokenizer")
write_model(work / "tokenizer", tokenizer)
# The YAML files name their data from the export's folder.
os.chdir(export)


def rows_of(kind, role):
    """The data sets of a training configuration of the export, as its trainer gets them, and the tokenizer it used."""
    config = yaml.safe_load((export / "loader" / f"{kind}_{role}.yaml").read_text(encoding="utf8"))
    # What the reader fills in, and what a machine without an accelerator and an adapter not yet trained need.
    config |= {"model_name_or_path": str(work / "tokenizer"), "template": "chatml"}
    config |= {"output_dir": str(work / "out"), "use_cpu": True, "report_to": "none", "overwrite_cache": True}
    if config.pop("adapter_name_or_path", None):
        config.pop("create_new_adapter")
    model_args, data_args, training_args, finetuning_args, _ = get_train_args(config)
    own = tokenizer.__class__.from_pretrained(work / "tokenizer")
    template = get_template_and_fix_tokenizer(own, data_args)
    # Its DPO workflow asks for the pairs of the reward stage.
    stage = "rm" if finetuning_args.stage == "dpo" else finetuning_args.stage
    module = get_dataset(template, model_args, data_args, training_args, stage=stage, tokenizer=own)
    sets = [module["train_dataset"], module["eval_dataset"]]
    return [row for each in sets for row in each], own


def carries(labels):
    return [label != -100 for label in labels]


def single(kind, role):
    rows, own = rows_of(kind, role)
    said = check_masks(own, [(row["input_ids"], carries(row["labels"])) for row in rows], report.rows(kind, role))
    if kind != "kto":
        return said
    labels = {}
    for row in rows:
        trained = own.decode([label for label in row["labels"] if label != -100])
        labels[trained.partition(END)[0]] = row["kto_tags"]
    assert labels == {row["texts"][0]: row["labels"][0] for row in report.rows(kind, role)}, "labels differ"
    return f"{said}, labels as exported"


def pairs(kind, role):
    rows, own = rows_of(kind, role)
    said = {
        check_masks(
            own,
            [(row[f"{side}_input_ids"], carries(row[f"{side}_labels"])) for row in rows],
            report.rows(kind, role),
            index,
        )
        for index, side in enumerate(("chosen", "rejected"))
    }
    return f"chosen and rejected, {' and '.join(said)}"


if __name__ == "__main__":
    for role in ("asker", "closer"):
        for kind, run in (("sft", single), ("dpo", pairs), ("kto", single), ("reward", pairs)):
            report.step(f"get_train_args and get_dataset by loader/{kind}_{role}.yaml", run, kind, role)
    report.end()
