import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, type FileHandle } from "node:fs/promises";
import path from "node:path";
import type { Columns } from "./columns.ts";
import { readJsonLines, writeParquet } from "./write-parquet.ts";

/** A finished file: `path` as in the zip, `rows` its lines where it holds data and null elsewhere. */
export type StagedFile = {
  readonly path: string;
  readonly rows: number | null;
  readonly bytes: number;
  readonly sha256: string;
};

export type Staging = {
  readonly folder: string;
  /** Appends a line to a JSONL file, making it first. Resolves with the line's number, from 0. */
  appendLine(filePath: string, line: string): Promise<number>;
  /** Makes a JSONL file that may stay empty. */
  startLines(filePath: string): Promise<void>;
  writeText(filePath: string, text: string): Promise<void>;
  /** Turns a file of JSON lines into Parquet in its place; no line can be added after it. */
  toParquet(filePath: string, columns: Columns): Promise<void>;
  /** Writes what is buffered, closes all, and gives the files sorted by path. */
  finish(): Promise<readonly StagedFile[]>;
  /** Closes all without a word; for the way out after an error. */
  abandon(): Promise<void>;
};

type OpenFile = {
  handle: FileHandle;
  hash: Hash;
  rows: number | null;
  bytes: number;
  waiting: string[];
  waitingLength: number;
};

const flushLength = 256 * 1024;

/** A folder in which the files of one export are written side by side, hashed as they grow. */
export async function openStaging(folder: string): Promise<Staging> {
  await mkdir(folder, { recursive: true });
  const files = new Map<string, OpenFile>();

  const openFile = async (filePath: string, rows: number | null): Promise<OpenFile> => {
    const full = path.join(folder, filePath);
    await mkdir(path.dirname(full), { recursive: true });
    const file = {
      handle: await open(full, "wx"),
      hash: createHash("sha256"),
      rows,
      bytes: 0,
      waiting: [],
      waitingLength: 0,
    };
    files.set(filePath, file);
    return file;
  };
  const put = async (file: OpenFile, text: string): Promise<void> => {
    file.waiting.push(text);
    file.waitingLength += text.length;
    file.bytes += Buffer.byteLength(text);
    if (file.waitingLength >= flushLength) await flush(file);
  };
  const closeAll = async (): Promise<void> => {
    await Promise.all([...files.values()].map(async ({ handle }) => await handle.close()));
  };

  return {
    folder,
    appendLine: async (filePath, line) => {
      const file = files.get(filePath) ?? (await openFile(filePath, 0));
      const row = file.rows ?? 0;
      file.rows = row + 1;
      await put(file, `${line}\n`);
      return row;
    },
    startLines: async (filePath) => {
      await openFile(filePath, 0);
    },
    writeText: async (filePath, text) => await put(await openFile(filePath, null), text),
    toParquet: async (filePath, columns) => {
      const file = files.get(filePath);
      if (!file) throw new Error(`${filePath} has no lines`);
      await flush(file);
      const full = path.join(folder, filePath);
      await writeParquet(readJsonLines(full), `${full}.part`, columns);
      await file.handle.close();
      await rename(`${full}.part`, full);
      file.handle = await open(full, "r");
      const { hash, bytes } = await hashFile(full);
      Object.assign(file, { hash, bytes });
    },
    finish: async () => {
      for (const file of files.values()) await flush(file);
      await closeAll();
      return [...files]
        .map(([filePath, { rows, bytes, hash }]) => ({
          path: filePath,
          rows,
          bytes,
          sha256: hash.digest("hex"),
        }))
        .toSorted((a, b) => (a.path < b.path ? -1 : 1));
    },
    abandon: async () => {
      await closeAll().catch(() => undefined);
    },
  };
}

async function hashFile(full: string): Promise<{ hash: Hash; bytes: number }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(full)) {
    if (!(chunk instanceof Buffer)) throw new TypeError("a file gives bytes");
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { hash, bytes };
}

async function flush(file: OpenFile): Promise<void> {
  if (file.waitingLength === 0) return;
  const bytes = Buffer.from(file.waiting.join(""));
  file.waiting = [];
  file.waitingLength = 0;
  file.hash.update(bytes);
  await file.handle.writeFile(bytes);
}
