import { createHash } from "node:crypto";
import { getRun } from "../../db/queries/runs.ts";
import { type OddNodes, oddByRole, verdictLines } from "../../db/queries/verdict-lines.ts";
import type { Tx } from "../../db/client.ts";
import {
  creditStatistics,
  type CreditStatistics,
  type LevelCredit,
} from "../core/credit/credit-statistics.ts";
import type { RoleCredit, RunCredit } from "../http/wire/credit.ts";
import type { RoleSpec } from "../protocols/protocol.ts";
import { linesOf } from "./lines-of.ts";
import { policyOf, type RunPolicy } from "./run-policy.ts";

/** What was made of the same lines under the same policy, last used last; at most this many runs and thresholds. */
const kept = new Map<string, CreditStatistics>();
const mostKept = 32;

/**
 * What a run's finished trees say about its credit. Reads a line a tree; what was computed of the same lines before is
 * not computed again, so trees that change, here or in another process, are never shown as they were.
 * `threshold` asks what another one would give. Throws `not_found`.
 */
export async function viewCredit(store: Tx, runId: string, threshold?: number): Promise<RunCredit> {
  const run = await getRun(store, runId);
  const policy = policyOf(run, threshold);
  const lines = (await linesOf(store, await verdictLines(store, runId))).map(({ line }) => line);
  const statistics = rememberStatistics(lines, policy);
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

function rememberStatistics(
  lines: readonly string[],
  { protocol, unknownLeaves, incomplete, threshold }: RunPolicy,
): CreditStatistics {
  const depth = protocol.roles.length;
  const key = createHash("sha1")
    .update([depth, unknownLeaves, incomplete, threshold.numerator, threshold.denominator].join(" "))
    .update(lines.join("\n"))
    .digest("base64");
  const known = kept.get(key);
  const statistics =
    known ??
    creditStatistics(lines, depth, {
      unknownLeaves,
      incomplete,
      threshold: { numerator: Number(threshold.numerator), denominator: Number(threshold.denominator) },
    });
  kept.delete(key);
  kept.set(key, statistics);
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
  return statistics;
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
