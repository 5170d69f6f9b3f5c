import { createRandom } from "../create-random.ts";
import { type Corrections, countCorrections, noCorrections } from "./count-corrections.ts";
import { addSubtree, addTree, emptySums, estimateVariances, squareSizes } from "./estimate-variances.ts";
import { type ExpectedPairs, expectPairs, type Ratio } from "./expect-pairs.ts";
import { gatherLines, type GatheredTrees } from "./gather-lines.ts";
import { type CreditPolicy, labelSiblings } from "./label-siblings.ts";
import type { Part } from "./part.ts";
import { reversedShare } from "./reversed-share.ts";

/** Pairs whose values lie `margin` apart or further, up to the next margin of the list. */
export type MarginPairs = { readonly margin: Ratio; readonly pairs: number; readonly reversed: number };

/** What the trees say of the nodes of one depth, which is one role's. */
export type LevelCredit = {
  readonly nodes: number;
  readonly positives: number;
  readonly unknown: number;
  readonly truncated: number;
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

type SiblingGroup = { readonly siblings: readonly Part[]; readonly level: number; readonly times: number };

/**
 * What finished trees, a line each (`writeTreeLine`), say about the run's credit: how many pairs would be there by
 * chance, how many are likely reversed, at which level outcomes are decided, and what became of early answers.
 * `depth` is that of the leaves; values are means (MALT §4.2). The same lines in any order give the same numbers, but
 * for the last digits.
 */
export function creditStatistics(
  lines: Iterable<string>,
  depth: number,
  policy: CreditPolicy,
): CreditStatistics {
  const gathered = gatherLines(lines, depth, policy.unknownLeaves);
  const sums = emptySums(depth);
  const corrections = noCorrections();
  for (const { part, times } of gathered.subtrees) {
    addSubtree(sums, part, times);
    countCorrections(part, corrections, times);
  }
  addTrees(sums, gathered, depth);
  const variances = estimateVariances(sums);
  const levels = Array.from({ length: depth }, (_, at) => emptyLevel(at + 1 === depth));
  const expectOnce = rememberExpected(policy.threshold);
  for (const group of groupsOf(gathered)) {
    const level = levels[group.level - 1];
    if (level) countGroup(level, group, { policy, variances, expectOnce });
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

function addTrees(
  sums: ReturnType<typeof emptySums>,
  { subtrees, rows }: GatheredTrees,
  depth: number,
): void {
  const sizes = subtrees.map(({ part }) => squareSizes(part, 1, depth));
  for (const { places, times } of rows) {
    const parts = places.flatMap((place) => subtrees[place]?.part ?? []);
    addTree(sums, {
      leaves: parts.reduce((sum, part) => sum + part.leaves, 0),
      right: parts.reduce((sum, part) => sum + part.right, 0),
      sizes: sums.sizes.map((_, level) =>
        places.reduce((sum, place) => sum + (sizes[place]?.[level] ?? 0), 0),
      ),
      times,
    });
  }
}

/** Every sibling group there is, equal ones once. */
function* groupsOf({ subtrees, rows }: GatheredTrees): Generator<SiblingGroup> {
  for (const { places, times } of rows)
    yield { siblings: places.flatMap((place) => subtrees[place]?.part ?? []), level: 1, times };
  for (const { part, times } of subtrees) yield* groupsBelow(part, 2, times);
}

function* groupsBelow(part: Part, level: number, times: number): Generator<SiblingGroup> {
  if (part.children.length === 0) return;
  yield { siblings: part.children, level, times };
  for (const child of part.children) yield* groupsBelow(child, level + 1, times);
}

type OpenLevel = {
  nodes: number;
  positives: number;
  unknown: number;
  truncated: number;
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
  unknown: 0,
  truncated: 0,
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
  readonly policy: CreditPolicy;
  readonly variances: readonly (number | null)[];
  readonly expectOnce: (sizes: readonly number[], parts: readonly Ratio[]) => ExpectedPairs;
};

function countGroup(
  level: OpenLevel,
  { siblings, level: depth, times }: SiblingGroup,
  { policy, variances, expectOnce }: Surroundings,
): void {
  const { labelled, positives, negatives } = labelSiblings(siblings, policy);
  const pairs = positives.length * negatives.length;
  level.nodes += times * siblings.length;
  level.unknown += times * siblings.filter(({ verdict }) => verdict === "unknown").length;
  level.truncated += times * siblings.filter(({ isTruncated }) => isTruncated).length;
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
  const noiseOf = noiseAround(siblings, depth, variances);
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
          noiseOf.between,
          (noiseOf.of(chosen) + noiseOf.of(rejected)) / 2,
        );
      level.margins.set(key, found);
    }
}

/**
 * Variances near one sibling group: the run's, scaled to how mixed the leaves under this parent are. An outcome is 0 or
 * 1, so its variance goes with p(1 − p), and pairs arise where that is large.
 */
function noiseAround(
  siblings: readonly Part[],
  depth: number,
  variances: readonly (number | null)[],
): { readonly between: number; of(part: Part): number } {
  const within = variances.map((variance, level) => (level >= depth ? Math.max(0, variance ?? 0) : 0));
  const all = within.reduce((sum, variance) => sum + variance, 0);
  const leaves = siblings.reduce((sum, part) => sum + part.leaves, 0);
  const right = siblings.reduce((sum, part) => sum + part.right, 0);
  const local = leaves > 1 ? (right * (leaves - right)) / (leaves * (leaves - 1)) : 0;
  const scale = all > 0 ? local / all : 0;
  return {
    between: scale * (within[depth] ?? 0),
    of: (part) =>
      squareSizes(part, depth, variances.length - 1).reduce(
        (sum, size, level) =>
          level > depth ? sum + (scale * (within[level] ?? 0) * size) / part.leaves ** 2 : sum,
        0,
      ),
  };
}

function subtract(a: Ratio, b: Ratio): Ratio {
  const numerator = a.numerator * b.denominator - b.numerator * a.denominator;
  const denominator = a.denominator * b.denominator;
  const divide = (x: number, y: number): number => (y === 0 ? x : divide(y, x % y));
  const divisor = divide(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** Seeded by what is asked, so that the same groups give the same draws in any order. */
function rememberExpected(threshold: Ratio): Surroundings["expectOnce"] {
  const known = new Map<string, ExpectedPairs>();
  return (sizes, parts) => {
    const values = parts.map(({ numerator, denominator }) => `${numerator}/${denominator}`).sort();
    const key = `${[...sizes].sort((a, b) => a - b).join("+")} ${values.join(" ")}`;
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
