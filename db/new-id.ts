import { randomBytes } from "node:crypto";

/** Crockford's, lower case: without i, l, o, u; sorts like the numbers. */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
let lastMs = 0;
let counter = 0;

function base32(value: number, digits: number): string {
  let text = "";
  let rest = value;
  for (let index = 0; index < digits; index++) {
    text = (alphabet[rest % 32] ?? "0") + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/**
 * A new id: 10 characters of time in ms, 3 of a counter, 10 random ones. Ids of one process rise strictly, those of
 * several follow the clock. With a prefix: "run_01j…".
 */
export function newId(prefix?: string): string {
  const now = Math.max(Date.now(), lastMs);
  counter = now === lastMs ? counter + 1 : 0;
  lastMs = now;
  if (counter >= 32 ** 3) {
    // More than 32,768 ids in a millisecond: borrow the next one rather than repeat.
    lastMs += 1;
    counter = 0;
  }
  const random = [...randomBytes(10)].map((byte) => alphabet[byte % 32]).join("");
  const id = base32(lastMs, 10) + base32(counter, 3) + random;
  return prefix === undefined ? id : `${prefix}_${id}`;
}
