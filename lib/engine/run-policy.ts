import { z } from "zod";
import type { RunRow } from "../../db/rows.ts";
import { decimalFraction, type Fraction } from "../core/fraction.ts";
import type { Incomplete, UnknownLeaves } from "../core/tree.ts";
import { type AnyProtocol, protocolOf } from "../protocols/registry.ts";

/** How a run turns verdicts into values, labels and pairs. */
export type RunPolicy = {
  readonly protocol: AnyProtocol;
  /** What the protocol parsed out of the run's config; null for an import without one. */
  readonly protocolConfig: unknown;
  readonly threshold: Fraction;
  readonly unknownLeaves: UnknownLeaves;
  readonly incomplete: Incomplete;
};

/** The policy of a stored run; `threshold` asks what another one would give. */
export function policyOf(run: RunRow, threshold?: number): RunPolicy {
  const protocol = protocolOf(run.protocol);
  const own = run.config === null ? null : protocol.Config.safeParse(run.config);
  return {
    protocol,
    protocolConfig: own?.success ? own.data : null,
    threshold: decimalFraction(threshold ?? run.threshold),
    unknownLeaves: run.unknownLeaves,
    incomplete: run.incomplete,
  };
}

const AssumedTemplates = z.record(z.string(), z.string());

/**
 * What the prompts of exported rows are built by, in the protocol's terms: the run's config; for trajectories of
 * another tool, whose prompts nobody knows, the templates that were taken in their place. Null where there are none.
 */
export function promptConfigOf(run: RunRow): unknown {
  const { protocol, protocolConfig } = policyOf(run);
  if (protocolConfig !== null) return protocolConfig;
  const templates = AssumedTemplates.safeParse(run.config?.["assumedTemplates"]);
  if (!templates.success) return null;
  const roles = Object.fromEntries(
    Object.entries(templates.data).map(([role, template]) => [role, { template }]),
  );
  const parsed = protocol.Config.safeParse({ branching: protocol.defaultBranching, roles });
  return parsed.success ? parsed.data : null;
}
