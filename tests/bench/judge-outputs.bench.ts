import path from "node:path";
import { parseArgs } from "node:util";
import type { Judgement } from "../../lib/judge/judgement.ts";
import { createJudgePool } from "../../lib/judge/pool.ts";
import { countOutputs, truthOf, type JudgedOutput } from "../judge/outputs/count-outputs.ts";
import { gradeWithMathVerify } from "../judge/outputs/grade-with-math-verify.ts";
import { isHeldOut } from "../judge/outputs/is-held-out.ts";
import { readCorrections, recordId } from "../judge/outputs/read-corrections.ts";
import { readOutputs, type OutputRecord } from "../judge/outputs/read-outputs.ts";

// npm run bench -- judge-outputs --outputs DIR [--part dev|held-out|all] [--file NAME] [--list] [--no-math-verify]
// judges a folder of real model outputs and sets the verdicts against the flags the outputs came with.
// Math-Verify grades the same texts, installed from Python's package index into .runtime at the first call.
const { values } = parseArgs({
  options: {
    outputs: { type: "string", default: process.env["MALTHOUSE_OUTPUTS"] ?? "" },
    part: { type: "string", default: "dev" },
    file: { type: "string", default: "" },
    list: { type: "boolean", default: false },
    "math-verify": { type: "boolean", default: true },
  },
  allowNegative: true,
});

function isInPart({ file, row }: OutputRecord): boolean {
  if (!file.includes(values.file)) return false;
  return values.part === "all" || isHeldOut(file, row) === (values.part === "held-out");
}

const corrections = readCorrections();

function printTable(title: string, judged: readonly JudgedOutput[]): void {
  const files = [...new Set(judged.map(({ record }) => record.file))];
  const counted = files.map((file) => ({
    file,
    ...countOutputs(
      judged.filter(({ record }) => record.file === file),
      corrections,
    ),
  }));
  console.log(`\n${title}: flag right or wrong × verdict; the last three columns are after correction`);
  console.table([...counted, { file: "all", ...countOutputs(judged, corrections) }]);
}

/** A verdict that the flag or the corrected flag contradicts, or that is missing. */
function isDisagreement(record: OutputRecord, { verdict }: Judgement): boolean {
  const isFlagMet = verdict === (record.flag === "right" ? "correct" : "incorrect");
  const truth = truthOf(record, corrections);
  return !isFlagMet || (truth !== "unreadable" && truth !== record.flag);
}

function printDisagreement(record: OutputRecord, { verdict, reason, answer }: Judgement): void {
  const id = recordId(record.file, record.row);
  const correction = corrections.get(id);
  const span = answer ? JSON.stringify(answer.raw.slice(0, 120)) : "no span";
  const read = correction ? `; read as ${correction.says}: ${correction.why}` : "";
  console.log(`${id} ${verdict} (${reason}), flag ${record.flag}, gold ${record.input.gold}, ${span}${read}`);
}

if (values.outputs === "")
  console.log(
    "Skipped: name a folder of outputs (JSON lines of question, gold, output, pred, judged) with --outputs DIR or MALTHOUSE_OUTPUTS.",
  );
else {
  const records = readOutputs(values.outputs).filter(isInPart);
  const pool = createJudgePool();
  const judgements = await pool.judgeMany(records.map(({ input }) => input));
  await pool.close();
  printTable(
    `Malthouse, part ${values.part}`,
    records.map((record, index) => ({ record, verdict: judgements[index]?.verdict ?? null })),
  );
  if (values.list)
    for (const [index, record] of records.entries()) {
      const judgement = judgements[index];
      if (judgement && isDisagreement(record, judgement)) printDisagreement(record, judgement);
    }
  if (values["math-verify"]) {
    const folder = path.join(import.meta.dirname, "..", "..", ".runtime", "math-verify");
    const verdicts = await gradeWithMathVerify(records, folder);
    if (typeof verdicts === "string") console.log(`\nMath-Verify did not run. ${verdicts}`);
    else
      printTable(
        `Math-Verify 0.9.0, part ${values.part}`,
        records.map((record, index) => ({ record, verdict: verdicts[index] ?? null })),
      );
  }
}
