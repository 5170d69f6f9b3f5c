import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  createDataset,
  type DatasetWithRuns,
  findDatasetBySha,
  type NewQuestion,
} from "../../db/queries/datasets.ts";
import type { RejectedLine } from "../../db/stored-types.ts";
import { MalthouseError } from "../core/errors.ts";
import type { Task } from "../core/tree.ts";
import { detectTask } from "../datasets/detect-task.ts";
import { readFile } from "../datasets/read-file.ts";
import { toQuestion } from "../datasets/to-question.ts";
import { judgeVersion } from "../judge/version.ts";
import type { Malthouse } from "./malthouse.ts";
import { readGolds } from "./read-golds.ts";

/** A file on disk that came over the wire, and the SHA-256 of its bytes. */
export type SpooledFile = { readonly file: string; readonly sha256: string; remove(): Promise<void> };

const fileLimitBytes = 512 * 1024 * 1024;

/** Writes a stream to disk while hashing it, so that no upload is held in memory. Throws `too_large`, leaving nothing. */
export async function spool(
  folder: string,
  source: AsyncIterable<Uint8Array>,
  limitBytes = fileLimitBytes,
): Promise<SpooledFile> {
  const uploads = path.join(folder, "uploads");
  await mkdir(uploads, { recursive: true, mode: 0o700 });
  const file = path.join(uploads, randomUUID());
  const hash = createHash("sha256");
  let size = 0;
  async function* measured() {
    for await (const chunk of source) {
      size += chunk.byteLength;
      if (size > limitBytes)
        throw new MalthouseError(
          "too_large",
          `The file is over ${Math.round(limitBytes / 1024 / 1024)} MB. Split it and upload the parts.`,
        );
      hash.update(chunk);
      yield chunk;
    }
  }
  const remove = () => rm(file, { force: true });
  try {
    await pipeline(Readable.from(measured()), createWriteStream(file, { mode: 0o600 }));
  } catch (error) {
    await remove();
    throw error;
  }
  return { file, sha256: hash.digest("hex"), remove };
}

const sampleRows = 50;
const rejectedKept = 1000;

/** The task of a file: as its first good rows show it. */
async function taskOf(file: string, fileName: string | null): Promise<Task> {
  const sample: unknown[] = [];
  for await (const read of readFile(file, fileName === null ? {} : { fileName })) {
    if ("row" in read && !("reason" in toQuestion(read.row, null))) sample.push(read.row);
    if (sample.length >= sampleRows) break;
  }
  return detectTask(sample);
}

/**
 * Stores the questions of a file; the same bytes twice give the first data set back. A bad line is named and left
 * out, the rest is kept. Throws `invalid_request` where no line is good.
 */
export async function addDataset(
  { store, judge }: Pick<Malthouse, "store" | "judge">,
  spooled: SpooledFile,
  given: {
    readonly name: string;
    readonly fileName: string | null;
    readonly task: Task | null;
    readonly isSimulated?: boolean;
  },
): Promise<{ dataset: DatasetWithRuns; isNew: boolean }> {
  const known = await findDatasetBySha(store, spooled.sha256);
  if (known) return { dataset: known, isNew: false };
  const task = given.task ?? (await taskOf(spooled.file, given.fileName));
  const rejected: RejectedLine[] = [];
  const counted = { rejected: 0 };
  const reject = (line: RejectedLine) => {
    counted.rejected++;
    if (rejected.length < rejectedKept) rejected.push(line);
  };
  async function* questions(): AsyncGenerator<NewQuestion> {
    const hint = given.fileName === null ? {} : { fileName: given.fileName };
    for await (const read of readFile(spooled.file, hint)) {
      if ("reason" in read) {
        reject({ line: read.line, reason: read.reason });
        continue;
      }
      const made = toQuestion(read.row, task);
      if ("reason" in made) reject({ line: read.line, reason: made.reason });
      else yield { ...made.question, task, line: read.line };
    }
  }
  async function* checked(): AsyncGenerator<NewQuestion> {
    for await (const [question, goldProblem] of readGolds(judge, questions(), null))
      yield { ...question, goldProblem };
  }
  try {
    return await createDataset(store, {
      name: given.name,
      task,
      sha256: spooled.sha256,
      fileName: given.fileName,
      isSimulated: given.isSimulated ?? false,
      questions: checked(),
      goldCheck: { judgeVersion, ruleVersion: null },
      rejected,
      get rejectedCount() {
        return counted.rejected;
      },
    });
  } catch (error) {
    if (!(error instanceof MalthouseError) || error.code !== "invalid_request") throw error;
    const [first] = rejected;
    throw new MalthouseError(
      "invalid_request",
      first
        ? `No line of this file is a question with an answer. Line ${first.line}: ${first.reason}.`
        : "This file holds no line. Give each line a question and its answer.",
      {
        errors: rejected.slice(0, 20).map(({ line, reason }) => ({ path: `line ${line}`, message: reason })),
        cause: error,
      },
    );
  }
}
