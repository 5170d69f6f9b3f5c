import type { Tx } from "./client.ts";

/** `(?, ?, ?)` */
export const listOf = (count: number): string => `(${"?, ".repeat(count - 1)}?)`;

/**
 * How many rows one statement should take that is written with their values in it. SQLite is no journey away: there one
 * text for all is worth more, since each new one is parsed and planned.
 */
export const rowsAtOnce = (tx: Tx): number => (tx.dialect === "sqlite" ? 1 : 200);

/**
 * Values for `in (...)`, the last one repeated up to the next power of two: lists of any length make a handful of
 * texts. There must be one at least.
 */
export function padded<Value>(values: readonly Value[]): readonly Value[] {
  const last = values.at(-1);
  let length = 1;
  while (length < values.length) length *= 2;
  return last === undefined || length === values.length
    ? values
    : [...values, ...Array.from({ length: length - values.length }, () => last)];
}
