import type { RunRow } from "../../db/rows.ts";
import { type FieldError, MalthouseError } from "../core/errors.ts";
import type { Task } from "../core/tree.ts";
import { detectTask } from "../datasets/detect-task.ts";
import { readFile } from "../datasets/read-file.ts";
import { gatherTrees, type Gathered, type GatheredTree } from "../datasets/trajectories/gather-trees.ts";
import { readTrajectories } from "../datasets/trajectories/read-trajectories.ts";
import type { RoleOrder } from "../datasets/trajectories/trajectory.ts";
import { TreeLine } from "../export/tree-line.ts";
import { extractClaim } from "../judge/extract-claim.ts";
import { judgeVersion } from "../judge/version.ts";
import { allProtocols, protocolOf } from "../protocols/registry.ts";
import { importTrees } from "./import-run.ts";
import type { Malthouse } from "./malthouse.ts";
import { judgeInputOf, storedJudging } from "./stored-judging.ts";

const sampleRows = 50;

/** What became of a file of trajectories. */
export type TrajectoryReport = {
  readonly rows: number;
  readonly trajectories: number;
  readonly trees: number;
  readonly nodes: number;
  /** Answers whose verdict is the file's own word, not the judge's. */
  readonly toldVerdicts: number;
  readonly notTakenCount: number;
  readonly notTaken: Gathered["notTaken"];
};

/**
 * Reads what another tool has sampled (a text of each role a row, lists of turns, or answers side by side; JSONL, JSON,
 * CSV, Parquet) into a run of its own. Answers are read and judged here; where a row says itself whether an answer is
 * right, that word is the verdict, and the judge's stands in its reason. Rows that are no trajectory are named and left
 * out. Throws `invalid_request` where none is one and `too_large` above 512 MB of text, leaving nothing.
 */
export async function importTrajectories(
  { store, judge }: Pick<Malthouse, "store" | "judge">,
  file: string,
  { fileName }: { readonly fileName: string },
): Promise<{ readonly run: RunRow; readonly report: TrajectoryReport }> {
  const orders = allProtocols().map(({ name, roles }): RoleOrder => {
    return { protocol: name, roles: roles.map((role) => role.name) };
  });
  const task = await taskOf(file, fileName, orders);
  const gathered = await gatherTrees(readFile(file, { fileName }), orders, task);
  if (gathered.protocol === null) throw refuse(gathered.notTaken);
  const { trees, notTakenCount, notTaken } = gathered;
  const nodes = trees.flatMap((tree) => [...tree.nodes.values()]);
  const specs = protocolOf(gathered.protocol).roles;
  const judged = new Set(specs.flatMap(({ name, isJudged }) => (isJudged ? [name] : [])));
  const report: TrajectoryReport = {
    rows: gathered.rows,
    trajectories: gathered.trajectories,
    trees: trees.length,
    nodes: nodes.length,
    toldVerdicts: nodes.filter(({ role, isCorrect }) => isCorrect !== null && judged.has(role)).length,
    notTakenCount,
    notTaken,
  };
  const { protocol } = gathered;
  async function* lines(): AsyncGenerator<TreeLine> {
    for (const tree of trees) yield await lineOf(judge, protocol, task, tree, report.toldVerdicts > 0);
  }
  const run = await importTrees(store, lines(), {
    fileName,
    notices: [{ at: new Date().toISOString(), code: "imported", level: "info", message: sentenceOf(report) }],
  });
  return { run, report };
}

/** As the first good rows show it, of all of them: one file has one task, as a data set has. */
async function taskOf(file: string, fileName: string, orders: readonly RoleOrder[]): Promise<Task> {
  const sample: unknown[] = [];
  for await (const read of readFile(file, { fileName })) {
    const row = "row" in read ? readTrajectories(read.row, orders, null) : read;
    if ("asked" in row) sample.push(row.asked);
    if (sample.length >= sampleRows) break;
  }
  return detectTask(sample);
}

async function lineOf(
  judge: Malthouse["judge"],
  protocol: string,
  task: Task,
  { question, nodes }: GatheredTree,
  isTold: boolean,
): Promise<TreeLine> {
  const specs = new Map(protocolOf(protocol).roles.map((role) => [role.name, role]));
  const all = [...nodes.values()];
  const judged = all.filter(({ role }) => specs.get(role)?.isJudged);
  const asked = { ...question, task };
  const judgements = await judge.judgeMany(
    judged.map(({ text }) => judgeInputOf(asked, null, { text, finishReason: null })),
  );
  const judgingByPath = new Map(
    judged.flatMap(({ path }, index) => {
      const judgement = judgements[index];
      return judgement ? [[path, storedJudging(judgement)] as const] : [];
    }),
  );
  return TreeLine.parse({
    schema: "malthouse.tree/1",
    protocol,
    question: question.text,
    gold: question.gold,
    task,
    meta: question.meta,
    config: { task, assumedTemplates: templatesOf(protocol, task) },
    run: isTold ? {} : { judge: { judgeVersion, ruleVersion: null, rule: null } },
    nodes: all.map(({ path, role, text, model, isCorrect }) => {
      const own = judgingByPath.get(path);
      const told = isCorrect === null ? null : isCorrect ? "correct" : "incorrect";
      return {
        id: path,
        role,
        path,
        text,
        model,
        claim: specs.get(role)?.isClaiming ? extractClaim(text) : null,
        answer: own?.answer,
        verdict: own && (told ?? own.verdict),
        judge:
          own && told
            ? {
                method: "imported",
                reason: `The file says ${told}. Judge ${judgeVersion} says ${own.verdict}: ${own.judge?.reason ?? ""}`,
                version: "",
                flags: told === own.verdict ? [] : ["conflict"],
              }
            : own?.judge,
      };
    }),
  });
}

const templatesOf = (protocol: string, task: Task): Record<string, string> => {
  const { roles, defaultTemplate } = protocolOf(protocol);
  return Object.fromEntries(roles.map(({ name }) => [name, defaultTemplate(task, name)]));
};

function sentenceOf({ rows, trajectories, trees, notTakenCount, notTaken, toldVerdicts }: TrajectoryReport) {
  const [first] = notTaken;
  return [
    `Imported ${trajectories} trajectories of ${trees} questions from ${rows} rows.`,
    toldVerdicts > 0
      ? `${toldVerdicts} verdicts are the file's own; Judge again shows what this judge would change.`
      : "The answers were judged here.",
    "The prompts they were sampled by are not known: exported rows hold the studio's default prompts.",
    first ? `Not taken: ${notTakenCount}, the first on line ${first.line}: ${first.reason}.` : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function refuse(notTaken: Gathered["notTaken"]): MalthouseError {
  const [first] = notTaken;
  return new MalthouseError(
    "invalid_request",
    first
      ? `No row of this file is a trajectory. Line ${first.line}: ${first.reason}. Nothing was imported.`
      : "This file holds no row. Give each row a question, its gold and the texts of its roles.",
    {
      errors: notTaken
        .slice(0, 20)
        .map(({ line, reason }): FieldError => ({ path: `line ${line}`, message: reason })),
    },
  );
}
