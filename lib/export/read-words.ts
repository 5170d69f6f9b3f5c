import { MalthouseError } from "../core/errors.ts";
import { readLines } from "../core/read-lines.ts";
import { WordLine } from "./word-line.ts";

const limits = { maxLineBytes: 1024 ** 2, maxFileBytes: 256 * 1024 ** 2 };
const mostLines = 500_000;

/**
 * The lines of a words file. Throws `invalid_request` at the first that is wrong, naming line and field, `too_large`
 * above 256 MB.
 */
export async function readWords(chunks: AsyncIterable<Uint8Array>): Promise<WordLine[]> {
  const words: WordLine[] = [];
  for await (const read of readLines(chunks, limits)) {
    if ("reason" in read) throw refuse(read.line, "", read.reason);
    if (read.text.trim() === "") continue;
    let value: unknown;
    try {
      value = JSON.parse(read.text);
    } catch {
      throw refuse(read.line, "", "not JSON");
    }
    const parsed = WordLine.safeParse(value);
    const [issue] = parsed.error?.issues ?? [];
    if (!parsed.success) throw refuse(read.line, issue?.path.join(".") ?? "", issue?.message ?? "unreadable");
    words.push(parsed.data);
    if (words.length > mostLines)
      throw new MalthouseError("too_large", `A words file holds at most ${mostLines} lines. Split it.`);
  }
  return words;
}

function refuse(line: number, field: string, message: string): MalthouseError {
  const where = field === "" ? "" : `, ${field}`;
  return new MalthouseError("invalid_request", `Line ${line}${where}: ${message}. Nothing was merged.`, {
    errors: [{ path: `line ${line}${field && `.${field}`}`, message }],
  });
}
