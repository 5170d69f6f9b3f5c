import { readLines } from "../../core/read-lines.ts";
import { MalthouseError } from "../../core/errors.ts";
import { readProvenanceLine, type ProvenanceLine } from "../../export/provenance-line.ts";
import { readZipFile } from "../../export/read-zip-file.ts";

const unlimited = { maxLineBytes: Number.POSITIVE_INFINITY, maxFileBytes: Number.POSITIVE_INFINITY };

/** The lines of a file in the zip of an export. Throws `not_found` where it has no such file, or stops with the signal. */
export async function* openLines(zip: string, name: string, signal?: AbortSignal): AsyncGenerator<string> {
  const bytes = await readZipFile(zip, name);
  if (bytes === null) throw new MalthouseError("not_found", `This export has no file ${name}.`);
  for await (const read of readLines(bytes, unlimited)) {
    if (signal?.aborted) throw new MalthouseError("not_ready", "This was broken off. Ask again.");
    if ("reason" in read) throw new Error(`${zip}, ${name}, line ${read.line}: ${read.reason}`);
    yield read.text;
  }
}

/** What the zip of an export says of each of its rows, in order. */
export async function* openProvenance(zip: string, signal?: AbortSignal): AsyncGenerator<ProvenanceLine> {
  for await (const line of openLines(zip, "provenance.jsonl", signal)) yield readProvenanceLine(line);
}
