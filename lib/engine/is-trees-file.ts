import { isRow } from "../datasets/shape.ts";
import { readFile } from "../datasets/read-file.ts";

/**
 * Whether a file is in the interchange form, by its first row: it names its schema, or nodes. What cannot be read at
 * all counts as such too, since that is what most files that come are; a table or a list of other rows does not.
 */
export async function isTreesFile(file: string, fileName: string): Promise<boolean> {
  for await (const read of readFile(file, { fileName }))
    return "reason" in read || !isRow(read.row) || "schema" in read.row || "nodes" in read.row;
  return true;
}
