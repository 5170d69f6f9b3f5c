import type { ApiClient, Json } from "../support/api-client.ts";

/** A tree as GET /api/trees/{id} shows it, and the answers that lists must give of it, worked out from it alone. */
export type ShownTree = {
  readonly id: string;
  readonly nodes: readonly Json[];
  readonly question: Json;
  readonly status: string;
  readonly index: number;
};

export async function shownTrees(api: ApiClient, runId: string): Promise<ShownTree[]> {
  const listed = await api.all(`/api/runs/${runId}/trees`);
  return await Promise.all(listed.map(({ id }) => api.get(`/api/trees/${id}`)));
}

export const leavesOf = ({ nodes }: ShownTree) => nodes.filter(({ role }) => role === "refiner");
export const verdictOf = (node: Json): string => node.override?.verdict ?? node.verdict;

/** Which trees each filter lists. */
export const filterOracle: Readonly<Record<string, (tree: ShownTree) => boolean>> = {
  all: () => true,
  mixed: (tree) => {
    const right = leavesOf(tree).filter((leaf) => verdictOf(leaf) === "correct").length;
    return right > 0 && right < leavesOf(tree).length;
  },
  all_correct: (tree) =>
    leavesOf(tree).length > 0 && leavesOf(tree).every((leaf) => verdictOf(leaf) === "correct"),
  all_incorrect: (tree) =>
    leavesOf(tree).length > 0 && leavesOf(tree).every((leaf) => verdictOf(leaf) !== "correct"),
  unknown: (tree) => leavesOf(tree).some((leaf) => verdictOf(leaf) === "unknown"),
  disagreement: ({ nodes }) =>
    nodes.some(
      ({ role, verdict, label }) =>
        role === "generator" &&
        ((verdict === "correct" && label === "negative") ||
          (verdict === "incorrect" && label === "positive")),
    ),
  failed: ({ status }) => status === "failed",
  overridden: ({ nodes }) => nodes.some(({ override }) => override !== null),
};

type Exact = { readonly n: bigint; readonly d: bigint };
const exactOf = (node: Json): Exact | null =>
  node.valueNumerator === null ? null : { n: BigInt(node.valueNumerator), d: BigInt(node.valueDenominator) };
/** Above 0 where a is more than the decimal. */
const against = (a: Exact, decimal: string): bigint => {
  const [whole = "0", part = ""] = decimal.split(".");
  return a.n * 10n ** BigInt(part.length) - BigInt(whole + part) * a.d;
};

export type OraclePair = {
  readonly key: string;
  readonly role: string;
  readonly tree: ShownTree;
  readonly margin: Exact;
  readonly chosen: Json;
  readonly rejected: Json;
};

/** All pairs of a run under a threshold written as a decimal, in tree and path order. */
export function pairOracle(trees: readonly ShownTree[], threshold: string): OraclePair[] {
  const pairs: OraclePair[] = [];
  for (const tree of trees)
    for (const chosen of tree.nodes)
      for (const rejected of tree.nodes) {
        const [a, b] = [exactOf(chosen), exactOf(rejected)];
        if (!a || !b || chosen.parentId !== rejected.parentId || chosen.role !== rejected.role) continue;
        if (against(a, threshold) <= 0n || against(b, threshold) > 0n) continue;
        const margin = { n: a.n * b.d - b.n * a.d, d: a.d * b.d };
        pairs.push({ key: `${chosen.id} ${rejected.id}`, role: chosen.role, tree, margin, chosen, rejected });
      }
  return pairs;
}

export const reaches = ({ margin }: OraclePair, decimal: string): boolean => against(margin, decimal) >= 0n;
