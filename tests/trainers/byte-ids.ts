import type { Message } from "../../lib/core/tree.ts";

/** Bytes that byte-level tokenizers write as the letter of the same number; the others follow from letter 256 on, in order. */
const isItself = (byte: number): boolean =>
  (byte > 32 && byte < 127) || (byte > 160 && byte < 256 && byte !== 173);

const letters = Array.from({ length: 256 }, (_, byte) => byte)
  .toSorted((a, b) => Number(isItself(b)) - Number(isItself(a)) || a - b)
  .map((byte, at) => ({ byte, at }));
const idOfByte = new Map(letters.map(({ byte, at }) => [byte, at + 3]));
const special = new Map([
  ["<|im_start|>", 0],
  ["<|im_end|>", 1],
]);

/** The token ids of a prompt for the tokenizer of tiny.py under its chat template, worked out by hand. */
export function byteIdsOf(messages: readonly Message[]): number[] {
  const said = messages.map(({ role, content }) => [
    "<|im_start|>",
    `${role}\n${content}`,
    "<|im_end|>",
    "\n",
  ]);
  return [...said.flat(), "<|im_start|>", "assistant\n"].flatMap((part) => {
    const id = special.get(part);
    return id === undefined ? [...Buffer.from(part)].map((byte) => idOfByte.get(byte) ?? -1) : [id];
  });
}
