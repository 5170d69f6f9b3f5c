import type { TextFile } from "./format.ts";

/**
 * Compares the tokens that the server sampled from with those that a trainer makes of the same prompts: those kept
 * beside the data when they were sampled, else what the server's own /tokenize says now (vLLM's takes messages; costs no
 * completion). Python's standard library but for the trainer's tokenizer, which `transformers` loads.
 */
export const checkPrompt: TextFile = {
  path: "loader/check_prompt.py",
  text: String.raw`"""Do the prompts of this export become the same tokens for the trainer as they did for the server?

    python loader/check_prompt.py --tokenizer MODEL
    python loader/check_prompt.py --tokenizer MODEL --server http://127.0.0.1:8000/v1 --model MODEL

It compares with the ids in prompt_ids.jsonl, which were kept when the prompts were sampled from. Where a role has none
there, the second line asks the server's /tokenize as it is now and keeps its answers in prompt_ids_asked.jsonl; --ask
asks it for every role.
Exit code: 0 all prompts are equal, 1 one differs, 2 there was nothing to compare with.
"""

import argparse
import json
import os
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "prompt_ids.jsonl"
ASKED = ROOT / "prompt_ids_asked.jsonl"
PER_FILE = 3


def lines_of(path):
    """The lines of a JSONL file as objects; none where it is not there."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf8").split("\n") if line]


def rows_of(path):
    """The rows of a data file, JSON lines or Parquet."""
    if path.suffix == ".jsonl":
        return lines_of(path)
    if path.suffix == ".parquet":
        import pyarrow.parquet

        return pyarrow.parquet.read_table(path).to_pylist()
    return []


def plain(messages):
    roles = {"human": "user", "gpt": "assistant"}
    return [
        {"role": roles.get(each.get("from"), each.get("role")), "content": each.get("value", each.get("content"))}
        for each in messages
    ]


def prompt_of(row):
    """A row's prompt as messages, whichever format it is in; None where it has none, or a plain string."""
    if isinstance(row.get("prompt"), list):
        return plain(row["prompt"])
    if "input" in row:
        return plain(row["input"]["messages"])
    for name in ("messages", "conversations", "chosen"):
        if isinstance(row.get(name), list):
            messages = plain(row[name])
            if row.get("system"):
                messages.insert(0, {"role": "system", "content": row["system"]})
            return messages[:-1] if messages[-1]["role"] == "assistant" else messages
    return None


def role_of(path):
    """The role whose rows a data file holds: data/KIND_ROLE_SPLIT.jsonl, or data/KIND_ROLE/SPLIT.parquet."""
    parts = path.relative_to(ROOT / "data").with_suffix("").parts
    return parts[0].split("_", 1)[-1] if len(parts) > 1 else parts[0].split("_", 1)[-1].rpartition("_")[0]


def prompts(known=()):
    """The first prompts of every data file but those of known roles, each once, with the file they are from."""
    seen = set()
    for path in sorted((ROOT / "data").rglob("*")):
        taken = 0
        if path.is_dir() or role_of(path) in known:
            continue
        for row in rows_of(path):
            messages = prompt_of(row)
            key = json.dumps(messages)
            if messages is None or key in seen or taken == PER_FILE:
                continue
            seen.add(key)
            taken += 1
            yield path.relative_to(ROOT).as_posix(), messages


def ask(server, model, messages):
    """The server's own tokens of a prompt, with the start of the assistant's turn."""
    root = server.rstrip("/").removesuffix("/v1")
    body = {"model": model, "messages": messages, "add_generation_prompt": True}
    headers = {"Content-Type": "application/json"}
    if os.environ.get("API_KEY"):
        headers["Authorization"] = "Bearer " + os.environ["API_KEY"]
    request = urllib.request.Request(root + "/tokenize", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["tokens"]


def keep(server, model, known):
    """Asks for the prompts of all roles that are not known and keeps the answers."""
    lines = [
        json.dumps({"file": file, "model": model, "messages": messages, "ids": ask(server, model, messages)})
        for file, messages in prompts(known)
    ]
    ASKED.write_text("".join(line + "\n" for line in lines), encoding="utf8")


def place_of(kept):
    if "file" in kept:
        return kept["file"]
    return f"{kept['role']} under {kept['parentPath'] or 'the question'} of tree {kept['treeId']}"


def trainer_ids(tokenizer, messages):
    made = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=True)
    return list(made["input_ids"] if hasattr(made, "keys") else made)


def compare(tokenizer, kept):
    """None where both are equal, else the first difference in words."""
    mine, theirs = trainer_ids(tokenizer, kept["messages"]), kept["ids"]
    if mine == theirs:
        return None
    at = next((at for at, (a, b) in enumerate(zip(mine, theirs)) if a != b), min(len(mine), len(theirs)))
    show = lambda ids: repr(tokenizer.decode(ids[at : at + 12]))
    return (
        f"{place_of(kept)}: token {at} differs (trainer {len(mine)}, server {len(theirs)} tokens)\n"
        f"  both    … {tokenizer.decode(mine[max(0, at - 12) : at])!r}\n"
        f"  trainer   {show(mine)}\n"
        f"  server    {show(theirs)}"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokenizer", required=True, help="the trainer's: a model's name or folder")
    parser.add_argument("--server", help="the endpoint that the texts were sampled from, ending in /v1")
    parser.add_argument("--model", help="its name there; the key, where one is needed, in API_KEY")
    parser.add_argument("--ask", action="store_true", help="ask the server for roles too whose ids were kept")
    options = parser.parse_args()
    kept = [] if options.ask else lines_of(KEPT)
    if options.server:
        keep(options.server, options.model, {one["role"] for one in kept})
    sampled = len(kept)
    kept += lines_of(ASKED)
    if not kept:
        print("Nothing to compare with: name the server that the texts were sampled from.")
        return 2
    print(f"{sampled} prompts as they were sampled from, {len(kept) - sampled} as the server was asked later.")
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(options.tokenizer)
    differences = [said for said in (compare(tokenizer, one) for one in kept) if said]
    for said in differences[:5]:
        print(said)
    print(f"{len(kept) - len(differences)} of {len(kept)} prompts are the same tokens for both.")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
`,
};
