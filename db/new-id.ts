import { randomFillSync } from "node:crypto";

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

/** Drawn many at once: a call for each id costs as much as all else that makes it. */
const drawn = Buffer.alloc(2000);
let used = drawn.length;

function drawDigits(digits: number): string {
  if (used + digits > drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  let text = "";
  for (const byte of drawn.subarray(used, used + digits)) text += alphabet[byte % 32] ?? "0";
  used += digits;
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
  const id = base32(lastMs, 10) + base32(counter, 3) + drawDigits(10);
  return prefix === undefined ? id : `${prefix}_${id}`;
}
