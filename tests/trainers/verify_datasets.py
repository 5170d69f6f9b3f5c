"""Every file of every format in Hugging Face's `datasets` and in pyarrow. Argument: the folder that holds the exports."""

import contextlib
import importlib.util
import io
import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pyarrow.parquet
from datasets import get_dataset_config_names, load_dataset
from report import Report, read_expected
from tiny import render

root = Path(sys.argv[1]).resolve()
report = Report("datasets", root)

SFT, PAIR, STEP = ["prompt", "completion"], ["prompt", "chosen", "rejected"], ["completions", "labels", "prompt"]
TRL = {
    "sft": SFT,
    "dpo": PAIR,
    "kto": [*SFT, "label"],
    "reward": ["chosen", "rejected", "margin"],
    "step": STEP,
    "grpo": ["prompt", "ground_truth"],
}
LLAMA_PAIR = ["conversations", "chosen", "rejected", "system"]
COLUMNS = {
    "trl": TRL,
    "trl-field": TRL,
    "huggingface": TRL,
    "huggingface-field": TRL,
    "openai": {"sft": ["messages"], "dpo": ["input", "preferred_output", "non_preferred_output"]},
    "llama-factory": {
        "sft": ["messages"],
        "dpo": LLAMA_PAIR,
        "reward": LLAMA_PAIR,
        "kto": ["conversations", "kto_tag", "system"],
    },
    "axolotl": {"sft": ["messages"], "dpo": ["messages", "chosen", "rejected"], "step": STEP},
    "openrlhf": {
        "sft": ["prompt", "response"],
        "dpo": PAIR,
        "reward": [*PAIR, "margin"],
        "grpo": ["prompt", "ground_truth"],
    },
    "verl": {
        "sft": ["messages"],
        "dpo": PAIR,
        "reward": PAIR,
        "grpo": ["data_source", "prompt", "ability", "reward_model", "extra_info"],
    },
}


def name_of(file: Path) -> str:
    """Such as sft_closer, whichever way a format lays out its files."""
    return file.parent.name if file.parent.name != "data" else file.stem.rpartition("_")[0]


def check_rows(folder: Path, name: str, splits) -> int:
    """The columns are those promised and no others, and there are as many rows as were selected, each with its texts."""
    kind, _, role = name.partition("_")
    wanted = set(COLUMNS[folder.name][kind])
    rows = [row for split in splits.values() for row in split]
    for split in splits.values():
        assert set(split.column_names) == wanted, f"{name} has {split.column_names}"
    texts = [row["texts"] for row in read_expected(folder) if (row["kind"], row["role"]) == (kind, role)]
    assert len(rows) == len(texts), f"{name}: {len(rows)} rows of {len(texts)}"
    told = [json.dumps(row, ensure_ascii=False) for row in rows]
    for text in (text for each in texts for text in each):
        assert any(json.dumps(text, ensure_ascii=False)[1:-1] in row for row in told), f"{name} lost {text!r}"
    return len(rows)


def files(folder: Path) -> str:
    """Each file by itself, as `load_dataset` reads a file."""
    groups = {}
    for file in sorted((folder / "data").rglob("*")):
        if file.suffix in (".jsonl", ".parquet"):
            groups.setdefault(name_of(file), []).append(file)
    count = 0
    for name, paths in groups.items():
        builder = "parquet" if paths[0].suffix == ".parquet" else "json"
        splits = {path.stem: load_dataset(builder, data_files=str(path), split="train") for path in paths}
        count += check_rows(folder, name, splits)
        for path in paths if builder == "parquet" else []:
            table = pyarrow.parquet.read_table(path)
            assert table.num_rows == splits[path.stem].num_rows, f"{path.name}: pyarrow reads {table.num_rows} rows"
            assert table.to_pylist() == splits[path.stem].to_list(), f"{path.name}: pyarrow reads other rows"
    return f"{count} rows of {len(groups)} data sets, columns as promised"


def configurations(folder: Path) -> str:
    """The folder by the names that its card gives."""
    names = get_dataset_config_names(str(folder))
    kinds = {f"{row['kind']}_{row['role']}" for row in read_expected(folder)}
    assert set(names) == kinds, f"the card names {names}"
    count = sum(check_rows(folder, name, load_dataset(str(folder), name)) for name in names)
    return f"{count} rows of {len(names)} configurations by name"


def own_module(folder: Path, name: str):
    """A Python file of the bundle."""
    spec = importlib.util.spec_from_file_location(name, folder / "loader" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def prompts(folder: Path) -> str:
    """The prompts that the bundle's check of tokens finds in its rows are those that were sent."""
    module = own_module(folder, "check_prompt")
    module.PER_FILE = 1000
    found = [json.dumps(messages) for _, messages in module.prompts()]
    sent = {json.dumps(row["prompt"]) for row in read_expected(folder) if row["kind"] != "step"}
    # verl's pairs are plain strings: no chat template is applied to them.
    assert set(found) == sent, f"not the same prompts: {next(iter(set(found) ^ sent))}"
    return f"{len(found)} prompts"


class ByteTokenizer:
    """tiny.py's tokenizer without its library; `suffix` is what another chat template would add."""

    suffix = ""
    itself = [byte for byte in range(256) if 32 < byte < 127 or 160 < byte < 256 and byte != 173]
    others = sorted(set(range(256)) - set(itself))
    ids = {byte: at + 3 for at, byte in enumerate(itself + others)}

    @classmethod
    def from_pretrained(cls, _name):
        return cls()

    def apply_chat_template(self, messages, add_generation_prompt, tokenize):
        assert add_generation_prompt and tokenize
        ids = []
        for part in re.split(r"(<\|im_start\|>|<\|im_end\|>)", render(messages) + self.suffix):
            special = {"<|im_start|>": 0, "<|im_end|>": 1}.get(part)
            ids += [self.ids[byte] for byte in part.encode()] if special is None else [special]
        return ids

    def decode(self, ids):
        return str(list(ids))


def kept_ids(folder: Path) -> str:
    """check_prompt.py compares with the ids that were kept at sampling, and asks the server for the other role alone."""
    module = own_module(folder, "check_prompt")
    asked = []

    def answer(_server, _model, messages):
        asked.append(messages)
        return ByteTokenizer().apply_chat_template(messages, True, True)

    module.ask = answer

    def run(*options):
        said = io.StringIO()
        library = {"transformers": SimpleNamespace(AutoTokenizer=ByteTokenizer)}
        argv = ["check_prompt.py", "--tokenizer", "tiny", *options]
        with contextlib.redirect_stdout(said), patch.dict(sys.modules, library), patch("sys.argv", argv):
            code = module.main()
        return code, said.getvalue()

    module.ASKED.unlink(missing_ok=True)
    sent = [row for row in read_expected(folder) if row["kind"] == "sft" and row["role"] == "asker"]
    code, said = run()
    assert code == 0 and f"{len(sent)} of {len(sent)} prompts" in said and not asked, (code, said)
    ByteTokenizer.suffix = "<think>"
    code, said = run()
    ByteTokenizer.suffix = ""
    assert code == 1 and "asker under the question of tree tree 0: token" in said, (code, said)
    code, said = run("--server", "http://127.0.0.1:9/v1", "--model", "tiny")
    others = {module.role_of(folder / file) for file, _ in module.prompts({"asker"})}
    assert code == 0 and asked and others == {"closer"}, (code, said, others)
    known = len(asked)
    code, said = run("--ask", "--server", "http://127.0.0.1:9/v1", "--model", "tiny")
    assert code == 0 and len(asked) - known == len(list(module.prompts())), (code, said)
    module.ASKED.unlink()
    module.KEPT.rename(folder / "aside.jsonl")
    code, _ = run()
    (folder / "aside.jsonl").rename(module.KEPT)
    assert code == 2, code
    return f"{len(sent)} prompts as sampled; exit codes 0, 1 with another template, 2 with nothing to compare"


def loader(folder: Path) -> str:
    """By the loader in the bundle."""
    module = own_module(folder, "load_trl")
    count = sum(check_rows(folder, name, module.load(name)) for name in module.FILES)
    return f"{count} rows of {len(module.FILES)} data sets"


if __name__ == "__main__":
    for name in COLUMNS:
        report.step(f"{name}: every file", files, root / name)
        report.step(f"{name}: its card's configurations", configurations, root / name)
        report.step(f"{name}: loader/check_prompt.py finds its prompts", prompts, root / name)
        report.step(f"{name}: loader/check_prompt.py compares with the ids kept at sampling", kept_ids, root / name)
        if name.startswith("trl"):
            report.step(f"{name}: loader/load_trl.py", loader, root / name)
    report.end()
