import type { Verdict } from "../../../lib/core/tree.ts";
import { recordId, type Correction } from "./read-corrections.ts";
import type { OutputRecord } from "./read-outputs.ts";

/** A record with the verdict some grader gave it; null where that grader does not judge its task. */
export type JudgedOutput = { readonly record: OutputRecord; readonly verdict: Verdict | null };

/** How one file's verdicts stand against its flags, as they came and after correction. */
export type Confusion = {
  readonly rows: number;
  readonly rightCorrect: number;
  readonly rightIncorrect: number;
  readonly rightUnknown: number;
  readonly wrongCorrect: number;
  readonly wrongIncorrect: number;
  readonly wrongUnknown: number;
  /** After correction: correct of a wrong or unreadable answer. */
  readonly wronglyCorrect: number;
  /** After correction: incorrect of a right answer. */
  readonly wronglyIncorrect: number;
  /** After correction: unknown of an answer that a person can read and decide. */
  readonly unknownThoughReadable: number;
};

/** What the record is, after correction. */
export function truthOf(
  record: OutputRecord,
  corrections: ReadonlyMap<string, Correction>,
): Correction["says"] {
  return corrections.get(recordId(record.file, record.row))?.says ?? record.flag;
}

/** Counts judged records; those without a verdict are left out. */
export function countOutputs(
  judged: readonly JudgedOutput[],
  corrections: ReadonlyMap<string, Correction>,
): Confusion {
  const given = judged.filter(({ verdict }) => verdict !== null);
  const count = (isCounted: (item: JudgedOutput) => boolean): number => given.filter(isCounted).length;
  const cell = (flag: OutputRecord["flag"], wanted: Verdict): number =>
    count(({ record, verdict }) => record.flag === flag && verdict === wanted);
  const truth = ({ record }: JudgedOutput): Correction["says"] => truthOf(record, corrections);
  return {
    rows: given.length,
    rightCorrect: cell("right", "correct"),
    rightIncorrect: cell("right", "incorrect"),
    rightUnknown: cell("right", "unknown"),
    wrongCorrect: cell("wrong", "correct"),
    wrongIncorrect: cell("wrong", "incorrect"),
    wrongUnknown: cell("wrong", "unknown"),
    wronglyCorrect: count((item) => item.verdict === "correct" && truth(item) !== "right"),
    wronglyIncorrect: count((item) => item.verdict === "incorrect" && truth(item) === "right"),
    unknownThoughReadable: count((item) => item.verdict === "unknown" && truth(item) !== "unreadable"),
  };
}
