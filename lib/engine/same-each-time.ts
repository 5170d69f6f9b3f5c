import { createHash } from "node:crypto";
import { MalthouseError } from "../core/errors.ts";
import { type Candidate, identityOf } from "../export/candidate.ts";
import type { LabelDraw } from "../export/label-draw.ts";

type Open = (draw: LabelDraw) => AsyncIterable<Candidate>;

/**
 * `open`, whose reads of one draw must all give the same candidates: limits choose among those of one read, and another
 * one writes what was chosen. Throws `wrong_state` at the end of a read that differs, since somebody changed the run.
 */
export function sameEachTime(open: Open): Open {
  const digests = new Map<string, string>();
  return async function* (draw) {
    const read = createHash("sha256");
    for await (const candidate of open(draw)) {
      read.update(`${markOf(candidate)}\n`);
      yield candidate;
    }
    const [key, digest] = [`${draw.labels} ${draw.permutation}`, read.digest("hex")];
    if ((digests.get(key) ?? digest) !== digest)
      throw new MalthouseError(
        "wrong_state",
        "Verdicts, golds or the threshold of a run changed while this export was written. Build it again.",
      );
    digests.set(key, digest);
  };
}

/** Ids, labels and values: texts and prompts of a node never change. */
const markOf = (candidate: Candidate): string =>
  JSON.stringify([identityOf(candidate), candidate], (name, value: unknown) =>
    name === "prompt" || name === "text" || name === "reasoning" || name === "questionText"
      ? undefined
      : typeof value === "bigint"
        ? String(value)
        : value,
  );
