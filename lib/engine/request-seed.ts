import { createHash } from "node:crypto";

/**
 * The seed of one request, 0 to 2^31 - 1: drawn from the run's seed, the question and the path of its first sibling,
 * so that repeating a run asks the same. Another `attempt` gives another seed: an answer that was paid for but
 * useless would come back the same.
 */
export function requestSeed(runSeed: number, question: string, path: string, attempt = 0): number {
  const digest = createHash("sha256")
    .update(JSON.stringify([runSeed, question, path, attempt]))
    .digest();
  return digest.readUInt32BE(0) >>> 1;
}
