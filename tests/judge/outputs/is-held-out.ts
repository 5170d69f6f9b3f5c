import { createHash } from "node:crypto";

const salt = "malthouse judge outputs, version 2";

/** Whether a record (its file's name without ending, its line from 1) is in the fifth that no rule was made from. */
export function isHeldOut(file: string, row: number): boolean {
  const digest = createHash("sha256").update(`${salt}\n${file}.jsonl\n${row}`).digest();
  return digest.readUInt32BE(0) % 5 === 0;
}
