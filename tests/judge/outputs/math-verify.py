"""Grades JSON lines {text, gold, task} from standard input with Math-Verify, a JSON string a line: correct, incorrect, unknown or null."""

import json
import logging
import sys

from math_verify import (
    ExprExtractionConfig,
    LatexExtractionConfig,
    StringExtractionConfig,
    parse,
    verify,
)

logging.disable(logging.CRITICAL)
FORMULA = (LatexExtractionConfig(), ExprExtractionConfig())
LETTER = (StringExtractionConfig(strings=tuple("ABCDEFGHIJ")),)


def grade(text, gold, task):
    if task == "hotpotqa":
        return None
    if task == "csqa":
        wanted, given = parse(gold, LETTER), parse(text, LETTER)
    else:
        wanted, given = parse(f"${gold}$", FORMULA), parse(text, FORMULA)
    if not wanted or not given:
        return "unknown"
    return "correct" if verify(wanted, given) else "incorrect"


for line in sys.stdin:
    item = json.loads(line)
    print(json.dumps(grade(item["text"], item["gold"], item["task"])), flush=True)
