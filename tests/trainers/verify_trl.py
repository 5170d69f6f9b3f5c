"""TRL's own trainers on a TRL export: the batches they train on, and two steps. Arguments: export folder, work folder."""

import importlib.util
import json
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import torch
import trl
from datasets import concatenate_datasets
from report import Report, check_masks
from tiny import END, render, write_model, write_tokenizer
from transformers import AutoModelForCausalLM, AutoModelForSequenceClassification

export, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
report = Report("trl", export)
tokenizer = write_tokenizer(work / "tokenizer")
write_model(work / "model", tokenizer)
tokenizer.save_pretrained(work / "model")
ROLES = ("asker", "closer")


def own_module(name):
    """A Python file of the export's loader folder."""
    spec = importlib.util.spec_from_file_location(name, export / "loader" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


load_trl, reward = own_module("load_trl"), own_module("reward")


def rows_of(kind, role):
    return concatenate_datasets(list(load_trl.load(f"{kind}_{role}").values()))


def settings(config, **more):
    return config(
        output_dir=str(work / "out"),
        use_cpu=True,
        bf16=False,
        per_device_train_batch_size=4,
        max_steps=2,
        report_to="none",
        save_strategy="no",
        disable_tqdm=True,
        gradient_checkpointing=False,
        **more,
    )


def model():
    return AutoModelForCausalLM.from_pretrained(work / "model")


def two_steps(trainer):
    loss = trainer.train().training_loss
    assert loss == loss and loss < float("inf"), f"the loss is {loss}"
    return "two steps trained"


def unpadded(batch, mask_key, keep=None):
    for ids, attention, mask in zip(batch["input_ids"], batch["attention_mask"], batch[mask_key]):
        on = attention.bool()
        yield ids[on].tolist(), (mask[on] != (-100 if mask_key == "labels" else 0)).tolist()


def sft(role):
    trainer = trl.SFTTrainer(
        model(), args=settings(trl.SFTConfig), train_dataset=rows_of("sft", role), processing_class=tokenizer
    )
    seen = [row for batch in trainer.get_train_dataloader() for row in unpadded(batch, "labels")]
    return f"{check_masks(tokenizer, seen, report.rows('sft', role))}; {two_steps(trainer)}"


def dpo(role):
    trainer = trl.DPOTrainer(
        model(),
        args=settings(trl.DPOConfig, beta=0.2),
        train_dataset=rows_of("dpo", role),
        processing_class=tokenizer,
    )
    sides = ([], [])
    for batch in trainer.get_train_dataloader():
        rows = list(unpadded(batch, "completion_mask"))
        sides[0].extend(rows[: len(rows) // 2])
        sides[1].extend(rows[len(rows) // 2 :])
    expected = report.rows("dpo", role)
    said = [check_masks(tokenizer, seen, expected, side) for side, seen in enumerate(sides)]
    assert said[0] == said[1], f"the sides differ: {said}"
    return f"chosen and rejected, {said[0]}; {two_steps(trainer)}"


def kto(role):
    trainer = trl.KTOTrainer(
        model(),
        args=settings(trl.KTOConfig, beta=0.2),
        train_dataset=rows_of("kto", role),
        processing_class=tokenizer,
    )
    seen, labels = [], {}
    for batch in trainer.get_train_dataloader():
        rows = list(unpadded(batch, "completion_mask"))
        seen.extend(rows)
        for (ids, mask), label in zip(rows, batch["label"]):
            text = tokenizer.decode([each for each, on in zip(ids, mask) if on])
            labels[text.partition(END)[0]] = bool(label)
    expected = report.rows("kto", role)
    assert labels == {row["texts"][0]: row["labels"][0] for row in expected}, "labels differ"
    return f"{check_masks(tokenizer, seen, expected)}, labels as exported; {two_steps(trainer)}"


def rewards(role):
    scorer = AutoModelForSequenceClassification.from_pretrained(work / "model", num_labels=1)
    trainer = trl.RewardTrainer(
        scorer,
        args=settings(trl.RewardConfig),
        train_dataset=rows_of("reward", role),
        processing_class=tokenizer,
    )
    seen = set()
    for batch in trainer.get_train_dataloader():
        texts = [tokenizer.decode(ids[on.bool()]) for ids, on in zip(batch["input_ids"], batch["attention_mask"])]
        half = len(texts) // 2
        margins = batch["margin"].tolist()
        seen.update((a.rstrip("\n"), b.rstrip("\n"), m) for a, b, m in zip(texts[:half], texts[half:], margins))
    expected = report.rows("reward", role)
    whole = {
        (*(render(row["prompt"]) + text + END for text in row["texts"]), row["margin"]) for row in expected
    }
    assert seen == whole, f"pairs differ: {next(iter(seen ^ whole))!r}"
    return f"{len(expected)} pairs whole on both sides, margin read; {two_steps(trainer)}"


def grpo(role):
    given = []

    def rewarded(completions, ground_truth, **more):
        given.extend(ground_truth)
        return reward.reward_correct(completions, ground_truth, **more)

    trainer = trl.GRPOTrainer(
        model(),
        rewarded,
        args=settings(trl.GRPOConfig, num_generations=4, max_completion_length=8),
        train_dataset=rows_of("grpo", role),
        processing_class=tokenizer,
    )
    done = two_steps(trainer)
    assert given and set(given) <= {row["texts"][0] for row in report.rows("grpo", role)}, "ground truth differs"
    right = [[{"role": "assistant", "content": f"So it is.\nFinal Answer: {truth}"}] for truth in given]
    assert set(reward.reward_correct(right, given)) == {1.0}, "a right answer gets no reward"
    return f"ground truth reached loader/reward.py; {done} on sampled completions"


def recipe(role):
    """loader/train_trl.py from start to end, two steps each."""
    command = [sys.executable, str(export / "loader" / "train_trl.py"), "--model", str(work / "model")]
    out = work / "recipe"
    done = subprocess.run(
        [*command, "--role", role, "--out", str(out), "--max-steps", "2"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    first, last = (AutoModelForCausalLM.from_pretrained(out / f"{kind}_{role}" / "merged") for kind in ("sft", "dpo"))
    start = model()
    moved = [
        any(not torch.equal(a, b) for a, b in zip(one.parameters(), two.parameters()))
        for one, two in ((start, first), (first, last))
    ]
    assert moved == [True, True], f"weights moved: {moved}"
    return "SFT, merge, DPO from it at beta 0.2, merge: two steps each, weights moved in both"


def check_prompt(_role):
    """loader/check_prompt.py with the ids kept at sampling, then beside a server with the same chat template, with another one, and with none."""

    class Server(BaseHTTPRequestHandler):
        suffix = ""

        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert self.path == "/tokenize" and asked["add_generation_prompt"], self.path
            ids = tokenizer(render(asked["messages"]) + self.suffix)["input_ids"]
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"count": len(ids), "tokens": ids}).encode())

        def log_message(self, *_):
            pass

    def run(*more):
        command = [sys.executable, str(export / "loader" / "check_prompt.py"), "--tokenizer", str(work / "tokenizer")]
        return subprocess.run([*command, *more], capture_output=True, text=True)

    sampled = run()
    assert sampled.returncode == 0 and "prompts as they were sampled from, 0 as" in sampled.stdout, sampled
    (export / "prompt_ids.jsonl").unlink()
    nothing = run()
    assert nothing.returncode == 2, nothing
    server = HTTPServer(("127.0.0.1", 0), Server)
    Thread(target=server.serve_forever, daemon=True).start()
    address = ["--server", f"http://127.0.0.1:{server.server_port}/v1", "--model", "tiny"]
    equal, kept = run(*address), run()
    assert (equal.returncode, kept.returncode) == (0, 0), (equal, kept)
    Server.suffix = "<think>"
    other = run(*address)
    server.shutdown()
    assert other.returncode == 1 and "server    '<think>'" in other.stdout, other
    return f"{kept.stdout.strip()} Exit codes 0, 1 with the first difference named, and 2 without a server; before, {sampled.stdout.splitlines()[-1]}"


if __name__ == "__main__":
    torch.set_num_threads(2)
    for role in ROLES:
        for name, run in (("SFTTrainer", sft), ("DPOTrainer, beta 0.2", dpo), ("KTOTrainer", kto), ("RewardTrainer", rewards)):
            report.step(f"{name}, {role}", run, role)
    report.step("GRPOTrainer with loader/reward.py", grpo, "asker")
    report.step("loader/train_trl.py, closer", recipe, "closer")
    report.step("loader/check_prompt.py", check_prompt, "asker")
    report.end()
