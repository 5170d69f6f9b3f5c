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
