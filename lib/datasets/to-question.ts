import { isNestedDeeper } from "../core/is-nested-deeper.ts";
import type { Question, Task } from "../core/tree.ts";
import { detectTask } from "./detect-task.ts";
import { isRow, type ReadShape } from "./shape.ts";
import { readCommonsenseQa, readOptions } from "./shapes/choice.ts";
import { readGsm8k } from "./shapes/gsm8k.ts";
import { readHotpotQa } from "./shapes/hotpotqa.ts";
import { readMath } from "./shapes/math.ts";
import { readPlain } from "./shapes/plain.ts";

/** Deeper rows could not be stored: JSON is written by a walk that has an end. */
const deepest = 100;

/** The first that knows a row reads it; the last one takes any. */
const shapes: readonly ReadShape[] = [
  readCommonsenseQa,
  readOptions,
  readHotpotQa,
  readMath,
  readGsm8k,
  readPlain,
];

/**
 * A row of any known shape as a question, or why not: the reason names the field and what to do. The shape is
 * the row's own; `task` is taken as given, and recognised from this row alone where it is null.
 */
export function toQuestion(
  row: unknown,
  task: Task | null,
): { readonly question: Omit<Question, "task">; readonly task: Task } | { readonly reason: string } {
  if (!isRow(row)) return { reason: "not an object: a row is { question, answer }" };
  if (isNestedDeeper(row, deepest)) return { reason: `nests more than ${deepest} levels deep` };
  for (const readShape of shapes) {
    const draft = readShape(row);
    if (!draft) continue;
    if ("reason" in draft) return draft;
    const broken = [draft.text, draft.gold].find((text) => text.includes("\u0000") || !text.isWellFormed());
    if (broken !== undefined)
      return { reason: "holds a character that no text can keep (NUL or half a surrogate pair): remove it" };
    return { question: draft, task: task ?? detectTask([row]) };
  }
  return { reason: "no question and no answer are there" };
}
