import type { Protocol, RoleSpec } from "../protocol.ts";
import type { Branching, Prompts } from "./branching.ts";
import { estimate } from "./estimate.ts";
import { pairs } from "./pairs.ts";
import { plan } from "./plan.ts";
import { rows } from "./rows.ts";
import { labels, localLabels, values } from "./values.ts";

type Expansion = Pick<
  Protocol<Branching & Prompts>,
  "plan" | "values" | "labels" | "localLabels" | "pairs" | "rows" | "estimate"
>;

/**
 * The part of a protocol that any full expansion shares: each node has `branching` children of the next role, the last
 * role's are leaves, values are means of the children's (MALT, section 4.2), pairs are among siblings. `roles` in order
 * of depth, at least one.
 */
export const expansionOf = (roles: readonly RoleSpec[]): Expansion => ({
  plan: (record, config) => plan(roles, record, config),
  values: (record, config, policy) => values(roles, record, config, policy),
  labels,
  localLabels,
  pairs,
  rows: (record, nodeValues, nodeLabels) => rows(roles, record, nodeValues, nodeLabels),
  estimate: (questionTokens, config, means) => estimate(roles, questionTokens, config, means),
});
