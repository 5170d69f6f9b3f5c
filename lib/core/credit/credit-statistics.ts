import { createRandom } from "../create-random.ts";
import { greatestCommonDivisor } from "../greatest-common-divisor.ts";
import { type Corrections, countCorrections, noCorrections } from "./count-corrections.ts";
import { addSubtree, addTree, emptySums, estimateVariances, squareSizes } from "./estimate-variances.ts";
import { type ExpectedPairs, expectPairs, type Ratio } from "./expect-pairs.ts";
import type { GatheredTrees } from "./gather-lines.ts";
import { type CreditPolicy, labelSiblings } from "./label-siblings.ts";
import { createNoise } from "./noise-around.ts";
import type { Part } from "./part.ts";
import { reversedShare } from "./reversed-share.ts";
import { type SiblingGroup, siblingGroups } from "./sibling-groups.ts";

/** Pairs whose values lie `margin` apart or further, up to the next margin of the list. */
export type MarginPairs = { readonly margin: Ratio; readonly pairs: number; readonly reversed: number };

/** What the trees say of the nodes of one depth, which is one role's. */
export type LevelCredit = {
  readonly nodes: number;
  readonly positives: number;
  readonly pairs: number;
  /** Sibling groups, and those of them that give a pair. */
  readonly groups: number;
  readonly mixedGroups: number;
  /** Pairs if siblings were equal; null for leaves, whose value is their own verdict and no mean. */
  readonly expected: {
    readonly mean: number;
    /** How far the number would scatter from run to run: one standard deviation. */
    readonly deviation: number;
    /** Of the mean; 0 where all ways were counted. */
    readonly standardError: number;
  } | null;
  /** Estimated number of pairs whose chosen side is in truth the worse, by margin, rising; null for leaves. */
  readonly margins: readonly MarginPairs[] | null;
};

export type CreditStatistics = {
  readonly trees: number;
  readonly leaves: number;
  readonly right: number;
  /** From depth 1 to the leaves. */
  readonly levels: readonly LevelCredit[];
  readonly corrections: Corrections;
  /** Of a leaf's outcome, from the question (index 0) to the leaf; null where a level cannot be told apart. */
  readonly variances: readonly (number | null)[];
};

/**
 * What finished trees, gathered from their lines, say about the run's credit: how many pairs would be there by
 * chance, how many are likely reversed, at which level outcomes are decided, and what became of early answers.
 * `depth` is that of the leaves; values are means (MALT §4.2). The same lines in any order give the same numbers, but
 * for the last digits.
 */
export function creditStatistics(
  gathered: GatheredTrees,
  depth: number,
  policy: Pick<CreditPolicy, "threshold" | "incomplete">,
): CreditStatistics {
  const sums = emptySums(depth);
  const corrections = noCorrections();
  for (const { part, times } of gathered.subtrees) {
    addSubtree(sums, part, times);
    countCorrections(part, corrections, times);
  }
  addTrees(sums, gathered, depth);
  const variances = estimateVariances(sums);
  const levels = Array.from({ length: depth }, (_, at) => emptyLevel(at + 1 === depth));
  const noiseAround = createNoise(variances);
  const expectOnce = rememberExpected(policy.threshold);
  for (const group of siblingGroups(gathered)) {
    const level = levels[group.level - 1];
    if (level) countGroup(level, group, { policy, noiseAround, expectOnce });
  }
  return {
    trees: gathered.rows.reduce((sum, row) => sum + row.times, 0),
    leaves: sums.leaves,
    right: sums.right,
    levels: levels.map(closeLevel),
    corrections,
    variances,
  };
}

function addTrees(sums: ReturnType<typeof emptySums>, { rows }: GatheredTrees, depth: number): void {
  const sizesOf = rememberSizes(1, depth);
  for (const { siblings, times } of rows) {
    const sizes = siblings.map(sizesOf);
    addTree(sums, {
      leaves: siblings.reduce((sum, part) => sum + part.leaves, 0),
      right: siblings.reduce((sum, part) => sum + part.right, 0),
      sizes: sums.sizes.map((_, level) => sizes.reduce((sum, own) => sum + (own[level] ?? 0), 0)),
      times,
    });
  }
}

function rememberSizes(level: number, depth: number): (part: Part) => readonly number[] {
  const known = new Map<Part, readonly number[]>();
  return (part) => {
    const found = known.get(part);
    if (found) return found;
    const sizes = squareSizes(part, level, depth);
    known.set(part, sizes);
    return sizes;
  };
}

type OpenLevel = {
  nodes: number;
  positives: number;
  pairs: number;
  groups: number;
  mixedGroups: number;
  isLeaf: boolean;
  mean: number;
  variance: number;
  /** By whether it is shared: one draw serves all equal groups, so its error does not average out among them. */
  errors: Map<ExpectedPairs, number>;
  margins: Map<string, { margin: Ratio; pairs: number; reversed: number }>;
};

const emptyLevel = (isLeaf: boolean): OpenLevel => ({
  nodes: 0,
  positives: 0,
  pairs: 0,
  groups: 0,
  mixedGroups: 0,
  isLeaf,
  mean: 0,
  variance: 0,
  errors: new Map(),
  margins: new Map(),
});

type Surroundings = {
  readonly policy: Pick<CreditPolicy, "threshold" | "incomplete">;
  readonly noiseAround: ReturnType<typeof createNoise>;
  readonly expectOnce: (sizes: readonly number[], parts: readonly Ratio[]) => ExpectedPairs;
};

function countGroup(
  level: OpenLevel,
  { siblings, level: depth, times }: SiblingGroup,
  { policy, noiseAround, expectOnce }: Surroundings,
): void {
  const { labelled, positives, negatives } = labelSiblings(siblings, policy);
  const pairs = positives.length * negatives.length;
  level.nodes += times * siblings.length;
  level.groups += times;
  level.positives += times * positives.length;
  level.pairs += times * pairs;
  if (pairs > 0) level.mixedGroups += times;
  if (level.isLeaf || labelled.length === 0) return;
  const parts = labelled.map(({ children }) => children.filter(({ denominator }) => denominator > 0));
  const expected = expectOnce(
    parts.map((some) => some.length),
    parts.flat(),
  );
  level.mean += times * expected.mean;
  level.variance += times * expected.variance;
  if (expected.standardError > 0) level.errors.set(expected, (level.errors.get(expected) ?? 0) + times);
  if (pairs === 0) return;
  const noise = noiseAround(siblings, depth);
  for (const chosen of positives)
    for (const rejected of negatives) {
      const margin = subtract(chosen, rejected);
      const key = `${margin.numerator}/${margin.denominator}`;
      const found = level.margins.get(key) ?? { margin, pairs: 0, reversed: 0 };
      found.pairs += times;
      found.reversed +=
        times *
        reversedShare(
          margin.numerator / margin.denominator,
          noise.between,
          (noise.of(chosen) + noise.of(rejected)) / 2,
        );
      level.margins.set(key, found);
    }
}

function subtract(a: Ratio, b: Ratio): Ratio {
  const numerator = a.numerator * b.denominator - b.numerator * a.denominator;
  const denominator = a.denominator * b.denominator;
  const divisor = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** Above the largest denominator that is stored, so that a value is one number. */
const denominatorsApart = 2 ** 22;
const rising = (a: number, b: number): number => a - b;

/** Seeded by what is asked, so that the same groups give the same draws in any order. */
function rememberExpected(threshold: Ratio): Surroundings["expectOnce"] {
  const known = new Map<string, ExpectedPairs>();
  return (sizes, parts) => {
    const values = parts.map(({ numerator, denominator }) => numerator * denominatorsApart + denominator);
    const key = `${[...sizes].sort(rising).join()} ${values.sort(rising).join()}`;
    const found = known.get(key);
    if (found) return found;
    let seed = 0x811c9dc5;
    for (let at = 0; at < key.length; at++) seed = Math.imul(seed ^ key.charCodeAt(at), 0x01000193);
    const expected = expectPairs(sizes, parts, threshold, createRandom(seed));
    known.set(key, expected);
    return expected;
  };
}

/** More margins than this are gathered by tenths. */
const mostMargins = 12;

function closeLevel({ isLeaf, mean, variance, errors, margins, ...level }: OpenLevel): LevelCredit {
  const standardError = Math.sqrt(
    [...errors].reduce((sum, [expected, times]) => sum + (times * expected.standardError) ** 2, 0),
  );
  const sorted = [...margins.values()].sort(
    (a, b) => a.margin.numerator * b.margin.denominator - b.margin.numerator * a.margin.denominator,
  );
  return {
    ...level,
    expected: isLeaf ? null : { mean, deviation: Math.sqrt(variance), standardError },
    margins: isLeaf ? null : sorted.length > mostMargins ? gatherTenths(sorted) : sorted,
  };
}

function gatherTenths(margins: readonly MarginPairs[]): MarginPairs[] {
  const tenths = Map.groupBy(margins, ({ margin }) =>
    Math.floor((10 * margin.numerator) / margin.denominator),
  );
  return [...tenths].map(([tenth, some]) => ({
    margin: { numerator: tenth, denominator: 10 },
    pairs: some.reduce((sum, { pairs }) => sum + pairs, 0),
    reversed: some.reduce((sum, { reversed }) => sum + reversed, 0),
  }));
}
