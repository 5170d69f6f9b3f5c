import type { TextFile } from "./format.ts";

/**
 * The reward of a GRPO export, in Python's standard library alone: 1 where the last answer that is marked as final
 * equals the ground truth as text or as an exact number, else 0. Plainer than the studio's judge, and says so.
 */
export const rewardFunction: TextFile = {
  path: "loader/reward.py",
  text: String.raw`"""Reward for the questions of this export: 1.0 if the final answer equals the ground truth, else 0.0.

Compares folded text and exact numbers only. Algebra, units and sets are not understood here: an answer in
another form counts as wrong. ${"`"}reward_correct${"`"} is for TRL's GRPOTrainer, ${"`"}compute_score${"`"} for verl.
"""

import re
from fractions import Fraction

MARKERS = re.compile(r"(?:final answer|the answer is|####)\s*:?\s*(.+)", re.IGNORECASE)


def _boxed(text):
    """The content of the last \boxed{...}, braces balanced, or None."""
    start = text.rfind("\\boxed{")
    if start < 0:
        return None
    depth, begin = 0, start + len("\\boxed{")
    for index in range(begin - 1, len(text)):
        depth += {"{": 1, "}": -1}.get(text[index], 0)
        if depth == 0:
            return text[begin:index]
    return None


def extract_answer(text):
    """The last answer that the text marks as final, or None."""
    boxed = _boxed(text)
    if boxed is not None:
        return boxed
    marked = MARKERS.findall(text)
    return marked[-1] if marked else None


def _fold(answer):
    return re.sub(r"\s+", " ", answer).strip().strip("*$.").strip().casefold()


def _number(answer):
    text = _fold(answer).replace(",", "").replace("\\$", "").replace("$", "").strip()
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def is_correct(answer, gold):
    """Whether two answers are equal as folded text or as exact numbers."""
    if answer is None:
        return False
    if _fold(answer) == _fold(gold):
        return True
    number = _number(answer)
    return number is not None and number == _number(gold)


def reward_correct(completions, ground_truth, **_):
    """For TRL: a reward for each completion, plain text or a list of messages."""
    texts = [item if isinstance(item, str) else item[-1]["content"] for item in completions]
    return [float(is_correct(extract_answer(text), gold)) for text, gold in zip(texts, ground_truth)]


def compute_score(data_source, solution_str, ground_truth, extra_info=None):
    """For verl's custom_reward_function."""
    return float(is_correct(extract_answer(solution_str), ground_truth))
`,
};
