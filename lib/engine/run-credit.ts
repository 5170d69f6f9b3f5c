import { createHash } from "node:crypto";
import { getRun } from "../../db/queries/runs.ts";
import { type OddNodes, oddByRole, verdictLines } from "../../db/queries/verdict-lines.ts";
import type { Tx } from "../../db/client.ts";
import {
  creditStatistics,
  type CreditStatistics,
  type LevelCredit,
} from "../core/credit/credit-statistics.ts";
import { gatherLines, type GatheredTrees } from "../core/credit/gather-lines.ts";
import type { RoleCredit, RunCredit } from "../http/wire/credit.ts";
import type { RoleSpec } from "../protocols/protocol.ts";
import { keepLast } from "./keep-last.ts";
import { linesOf } from "./lines-of.ts";
import { policyOf, type RunPolicy } from "./run-policy.ts";

/** What was made of the same lines, of which a run's change with each tree, and of those under the same policy. */
const gatheredOf = keepLast<GatheredTrees>(8);
const statisticsOf = keepLast<CreditStatistics>(32);

/**
 * What a run's finished trees say about its credit. Reads a line a tree; what was computed of the same lines before is
 * not computed again, so trees that change, here or in another process, are never shown as they were.
 * `threshold` asks what another one would give. Throws `not_found`.
 */
export async function viewCredit(store: Tx, runId: string, threshold?: number): Promise<RunCredit> {
  const run = await getRun(store, runId);
  const policy = policyOf(run, threshold);
  const { lines, without } = await verdictLines(store, runId);
  const old = await linesOf(
    store,
    without.map((treeId) => ({ treeId, line: null })),
    policy,
  );
  const statistics = rememberStatistics([...lines, ...old.map(({ line }) => line)], policy);
  const odd = await oddByRole(store, runId);
  const { roles } = policy.protocol;
  const above = statistics.variances.reduce<number>((sum, variance) => sum + Math.max(0, variance ?? 0), 0);
  const first = roles.find(({ isJudged, isLeaf }) => isJudged && !isLeaf);
  const last = roles.find(({ isLeaf }) => isLeaf);
  return {
    threshold: threshold ?? Number(run.threshold),
    trees: statistics.trees,
    leaves: statistics.leaves,
    roles: Object.fromEntries(
      roles.map((role) => [role.name, viewLevel(role, statistics, odd.get(role.name))]),
    ),
    variances: [null, ...roles].map((role, at) => {
      const variance = statistics.variances[at] ?? null;
      return {
        role: role?.name ?? null,
        variance,
        share: variance === null || above <= 0 ? null : Math.max(0, variance) / above,
      };
    }),
    corrections: first && last ? { from: first.name, to: last.name, counts: statistics.corrections } : null,
  };
}

function rememberStatistics(lines: readonly string[], policy: RunPolicy): CreditStatistics {
  const { protocol, unknownLeaves, incomplete } = policy;
  const { numerator, denominator } = policy.threshold;
  const depth = protocol.roles.length;
  const text = createHash("sha1").update(lines.join("\n")).digest("base64");
  const key = [text, depth, unknownLeaves].join(" ");
  const gathered = gatheredOf(key, () => gatherLines(lines, depth, unknownLeaves));
  return statisticsOf([key, incomplete, numerator, denominator].join(" "), () =>
    creditStatistics(gathered, depth, {
      incomplete,
      threshold: { numerator: Number(numerator), denominator: Number(denominator) },
    }),
  );
}

const noLevel: LevelCredit = {
  nodes: 0,
  positives: 0,
  pairs: 0,
  groups: 0,
  mixedGroups: 0,
  expected: null,
  margins: null,
};

function viewLevel(
  { depth, isJudged }: RoleSpec,
  { levels }: CreditStatistics,
  stored: OddNodes = { nodes: 0, unknown: 0, truncated: 0, identical: 0 },
): RoleCredit {
  const { expected, margins, ...counts } = levels[depth - 1] ?? noLevel;
  return {
    ...counts,
    expected: expected && {
      pairs: expected.mean,
      deviation: expected.deviation,
      standardError: expected.standardError,
    },
    reversed: margins && margins.reduce((sum, { reversed }) => sum + reversed, 0),
    margins:
      margins?.map(({ margin: { numerator, denominator }, pairs, reversed }) => ({
        margin: numerator / denominator,
        text: denominator === 1 ? String(numerator) : `${numerator}/${denominator}`,
        pairs,
        reversed,
      })) ?? null,
    unknown: isJudged ? stored.unknown : null,
    truncated: stored.truncated,
    identical: stored.identical,
    stored: stored.nodes,
  };
}
