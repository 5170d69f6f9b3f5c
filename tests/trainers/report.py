"""Collects what was run and what came of it, a JSON line each on standard output."""

import json
import sys
import traceback
from importlib.metadata import version
from pathlib import Path

from tiny import END, render


class Report:
    """Results of one library; `step` runs a check and notes its result or its first wrong row."""

    def __init__(self, library: str, data: Path):
        self.library, self.data = library, data
        self.version = version(library)
        self.failed = False
        self.expected = read_expected(data)

    def step(self, what: str, run, *args):
        """Runs `run(*args)`, whose answer is the result in words. What it raises is a failure, and told."""
        try:
            result, ok = run(*args), True
        except Exception as error:
            if not isinstance(error, AssertionError):
                traceback.print_exc(file=sys.stderr)
            result, ok = f"{type(error).__name__}: {error}", False
        self.failed |= not ok
        line = {"library": self.library, "version": self.version, "what": what, "result": result, "ok": ok}
        print("\nRESULT " + json.dumps(line, ensure_ascii=False), flush=True)

    def rows(self, kind: str, role: str | None = None):
        """The expected rows of a kind, of one role or of all."""
        return [row for row in self.expected if row["kind"] == kind and role in (None, row["role"])]

    def path(self, kind: str, role: str, split: str, ending: str = "jsonl") -> str:
        return str(self.data / "data" / f"{kind}_{role}_{split}.{ending}")

    def end(self):
        sys.exit(1 if self.failed else 0)


def read_expected(data: Path):
    """What an export's rows must become; [] beside no export."""
    file = data / "expected.json"
    return json.loads(file.read_text(encoding="utf8")) if file.exists() else []


def check_masks(tokenizer, trained_rows, expected, side: int = 0, folds_ends: bool = False) -> str:
    """Each row's masked text is the prompt under the chat template, and the rest one completion, whole, to its end of turn.

    `trained_rows` are (input_ids, labels or mask of the same length); a label of -100, or a mask of 0, carries no loss.
    Every expected row must come exactly once. `folds_ends`: white space at the completion's ends may be gone.
    """
    fold = str.strip if folds_ends else str
    wanted = {fold(row["texts"][side]): render(row["prompt"]) for row in expected}
    assert len(wanted) == len(expected), "fixture rows must differ"
    endings = set()
    for ids, carries in trained_rows:
        first = next((at for at, on in enumerate(carries) if on), len(ids))
        last = max((at for at, on in enumerate(carries) if on), default=-1)
        assert all(carries[first : last + 1]), f"loss has holes in {tokenizer.decode(ids)!r}"
        masked, trained = tokenizer.decode(ids[:first]), tokenizer.decode(ids[first : last + 1])
        text, ended, ending = trained.partition(END)
        assert ended, f"the end of the turn carries no loss: {trained!r}"
        assert fold(text) in wanted, f"trained on {trained!r}, which is no completion; masked {masked!r}"
        prompt = wanted.pop(fold(text))
        assert masked == prompt, f"masked {masked!r} is not the prompt {prompt!r}"
        endings.add(END + ending)
    assert not wanted, f"{len(wanted)} rows never came: {next(iter(wanted))!r}"
    return f"{len(expected)} rows: loss on the last assistant turn alone, from its first byte through {' or '.join(map(repr, sorted(endings)))}"
