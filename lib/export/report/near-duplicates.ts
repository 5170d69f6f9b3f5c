/** A question of the validation part that a training question nearly repeats; `share` of the shorter one's runs of words. */
export type NearDuplicate = {
  readonly validationId: string;
  readonly validationText: string;
  readonly trainId: string;
  readonly trainText: string;
  readonly share: number;
};

export type SplitQuestion = { readonly id: string; readonly text: string };

/** Runs of so many words are what data sets are searched for contamination with. */
const runLength = 13;
/** Half of the shorter question's runs: templates with other numbers share fewer. */
const leastShare = 0.5;

/**
 * Questions for validation that nearly stand in training: equal after case, punctuation and white space are folded, or
 * sharing at least half of the shorter one's runs of 13 words (all its words where it has fewer). One finding a
 * validation question, the closest.
 */
export function findNearDuplicates(
  train: readonly SplitQuestion[],
  validation: readonly SplitQuestion[],
): NearDuplicate[] {
  const runsOfTrain = train.map(({ text }) => runsOf(text));
  const places = new Map<string, number[]>();
  for (const [place, runs] of runsOfTrain.entries())
    for (const run of runs) {
      const known = places.get(run);
      if (known) known.push(place);
      else places.set(run, [place]);
    }
  return validation.flatMap(({ id, text }): NearDuplicate[] => {
    const runs = runsOf(text);
    const shared = new Map<number, number>();
    for (const run of runs)
      for (const place of places.get(run) ?? []) shared.set(place, (shared.get(place) ?? 0) + 1);
    let best: NearDuplicate | null = null;
    for (const [place, count] of shared) {
      const twin = train[place];
      const share = count / Math.min(runs.size, runsOfTrain[place]?.size ?? 1);
      if (twin && share >= leastShare && share > (best?.share ?? 0))
        best = { validationId: id, validationText: text, trainId: twin.id, trainText: twin.text, share };
    }
    return best ? [best] : [];
  });
}

function runsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length <= runLength) return new Set([words.join(" ")]);
  return new Set(
    words.slice(runLength - 1).map((_, start) => words.slice(start, start + runLength).join(" ")),
  );
}
