import { MalthouseError } from "../core/errors.ts";
import { readLines } from "../core/read-lines.ts";
import { readTreeLine, type RolesOf } from "./interchange.ts";
import type { TreeLine } from "./tree-line.ts";

const limits = { maxLineBytes: 64 * 1024 ** 2, maxFileBytes: 4 * 1024 ** 3 };

/** What all lines of one file must agree on: one file is one run. */
const shared = ["runId", "protocol", "configHash", "threshold", "unknownLeaves", "incomplete"] as const;

/**
 * The trees of a file in the interchange form, one at a time. Throws MalthouseError `invalid_request` at the first line that is wrong, naming it and its
 * fields, `too_large` above 4 GB.
 */
export async function* readTrees(
  chunks: AsyncIterable<Uint8Array>,
  rolesOf: RolesOf,
): AsyncGenerator<TreeLine> {
  let first: TreeLine | null = null;
  for await (const read of readLines(chunks, limits)) {
    if ("reason" in read) throw refuse(read.line, [{ path: "", message: read.reason }]);
    if (read.text.trim() === "") continue;
    const result = readTreeLine(read.text, rolesOf);
    if ("errors" in result) throw refuse(read.line, result.errors);
    const { tree } = result;
    first ??= tree;
    const other = shared.find((field) => tree[field] !== first?.[field]);
    if (other)
      throw refuse(read.line, [
        { path: other, message: "differs from the first line's: one file is one run" },
      ]);
    yield tree;
  }
  if (!first)
    throw new MalthouseError(
      "invalid_request",
      "The file holds no tree: a line is one tree in the form malthouse.tree/1.",
    );
}

function refuse(
  line: number,
  errors: readonly { readonly path: string; readonly message: string }[],
): MalthouseError {
  const [worst] = errors;
  const where = worst?.path ? `, ${worst.path}` : "";
  return new MalthouseError(
    "invalid_request",
    `Line ${line}${where}: ${worst?.message ?? "unreadable"}. Nothing was imported.`,
    {
      errors: errors.map(({ path, message }) => ({
        path: path === "" ? `line ${line}` : `line ${line}.${path}`,
        message,
      })),
    },
  );
}
