import type { Store } from "../../../db/client.ts";
import { blindVerdictsOf, currentSample, leavesOfSample } from "../../../db/queries/audit-samples.ts";

/**
 * The blind sample of a run as its trees file carries it: `facts` stand with the run, `byNode` gives what stands with a
 * leaf's tree. Null where none was drawn.
 */
export async function outgoingSample(store: Store, runId: string) {
  const sample = await currentSample(store, runId);
  if (!sample) return null;
  const words = Map.groupBy(await blindVerdictsOf(store, sample.id), ({ nodeId }) => nodeId);
  const leaves = await leavesOfSample(store, sample.id);
  const { seed, perVerdict, counts, nodesSeen, judge, author, createdAt } = sample;
  return {
    facts: { seed, perVerdict, counts, nodesSeen, judge, author, at: createdAt.toISOString() },
    byNode: new Map(
      leaves.map(({ nodeId, ordinal, verdict }) => [
        nodeId,
        {
          nodeId,
          ordinal,
          verdict,
          words: (words.get(nodeId) ?? []).map((word) => ({
            verdict: word.verdict,
            author: word.author,
            at: word.at.toISOString(),
          })),
        },
      ]),
    ),
  };
}
