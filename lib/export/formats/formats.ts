import { MalthouseError } from "../../core/errors.ts";
import { axolotl } from "./axolotl.ts";
import type { RowFormat } from "./format.ts";
import { huggingFace } from "./hugging-face.ts";
import { llamaFactory } from "./llama-factory.ts";
import { openai } from "./openai.ts";
import { openRlhf } from "./open-rlhf.ts";
import { trl } from "./trl.ts";
import { verl } from "./verl.ts";

/** Every target that rows can be written for; `trees` is not among them, it has no rows. */
export const formats: readonly RowFormat[] = [
  trl,
  openai,
  llamaFactory,
  axolotl,
  openRlhf,
  verl,
  huggingFace,
];

/** The target a recipe names. Throws MalthouseError `invalid_request` for one that has no rows. */
export function formatOf({ format }: { readonly format: string }): RowFormat {
  const found = formats.find(({ name }) => name === format);
  if (found) return found;
  throw new MalthouseError(
    "invalid_request",
    `${format} has no rows to write: use ${formats.map(({ name }) => name).join(" or ")}.`,
  );
}
