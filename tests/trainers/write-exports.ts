import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { formats } from "../../lib/export/formats/formats.ts";
import { writeExport } from "../../lib/export/write-export.ts";
import { readZip } from "../export/read-zip.ts";
import { recipeOf, runFacts, streamOf } from "../export/samples.ts";
import { byteIdsOf } from "./byte-ids.ts";
import { fixtureRows } from "./fixture-rows.ts";

/**
 * Writes an export of every format, unpacked, to `folder/FORMAT`, with `expected.json` beside it: what a trainer must
 * make of its rows, and the token ids of one role's prompts by tiny.py's tokenizer. With reasoning as a field `folder/FORMAT-field` too, where a format has it.
 */
export async function writeExports(folder: string): Promise<void> {
  for (const { name, kinds, reasoning } of formats)
    for (const place of reasoning.includes("field") ? (["drop", "field"] as const) : (["drop"] as const)) {
      const target = path.join(folder, place === "drop" ? name : `${name}-${place}`);
      await rm(target, { recursive: true, force: true });
      await mkdir(target, { recursive: true });
      // verl trains on every assistant's turn: its rows may hold one alone, and ours do.
      const { candidates, expected } = fixtureRows(kinds, name !== "verl");
      const recipe = recipeOf({ format: name, kinds, reasoning: place, validationShare: 0.4, seed: 2 });
      const zip = path.join(target, "export.zip");
      // Of one role alone: of the other the server was not asked.
      const sampledPrompts = expected
        .filter(({ kind, role }) => kind === "sft" && role === "asker")
        .map(({ role, prompt }, index) => ({
          runId: runFacts.id,
          treeId: `tree ${index}`,
          role,
          parentPath: "",
          model: "tiny",
          messages: prompt,
          ids: byteIdsOf(prompt),
        }));
      const open = () => streamOf(candidates);
      await writeExport({ recipe, runs: [runFacts], sampledPrompts, open, target: zip });
      for (const [file, bytes] of readZip(await readFile(zip))) {
        await mkdir(path.dirname(path.join(target, file)), { recursive: true });
        await writeFile(path.join(target, file), bytes);
      }
      await rm(zip);
      await writeFile(path.join(target, "expected.json"), JSON.stringify(expected, null, 1));
    }
}

const [folder] = process.argv.slice(2);
if (import.meta.main && folder !== undefined) await writeExports(folder);
