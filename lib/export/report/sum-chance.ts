import type { ChancePairs, RunFacts } from "../run-facts.ts";

/** The pairs of several runs beside those of chance, by role: numbers add up, so do squares of deviations. */
export function sumChance(runs: readonly Pick<RunFacts, "chance">[]): ChancePairs[] {
  const all = runs.flatMap((run) => run.chance ?? []);
  return [...Map.groupBy(all, ({ role }) => role)].map(([role, some]) => {
    const sum = (of: (one: ChancePairs) => number): number => some.reduce((total, one) => total + of(one), 0);
    const isLeaf = some.every(({ expected }) => expected === null);
    return {
      role,
      pairs: sum(({ pairs }) => pairs),
      expected: isLeaf
        ? null
        : {
            pairs: sum(({ expected }) => expected?.pairs ?? 0),
            deviation: Math.sqrt(sum(({ expected }) => (expected?.deviation ?? 0) ** 2)),
          },
      reversed: isLeaf ? null : sum(({ reversed }) => reversed ?? 0),
    };
  });
}
