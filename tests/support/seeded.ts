import { createHash } from "node:crypto";

/** Draws from [0, 1), the same ones in the same order for the same seed. */
export function seeded(seed: number): () => number {
  let drawn = 0;
  return () => createHash("sha256").update(`${seed}/${drawn++}`).digest().readUInt32BE(0) / 2 ** 32;
}
