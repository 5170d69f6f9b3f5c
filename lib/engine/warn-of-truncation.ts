import type { ActiveRun } from "./active-run.ts";
import type { Choice } from "./complete.ts";
import type { GrowerCore } from "./grower-core.ts";

const warnedShare = 0.05;
/** Fewer answers of a role tell nothing of their share. */
const fewestAnswers = 20;

type Tally = { answers: number; cut: number };
const tallies = new WeakMap<ActiveRun, Map<string, Tally>>();

/** Says once a run of a role that more than 5 % of its answers end at max_tokens, counted since the run was taken up. */
export function warnOfTruncation(
  core: Pick<GrowerCore, "notice" | "log">,
  run: ActiveRun,
  role: string,
  choices: readonly Choice[],
): void {
  const byRole = tallies.get(run) ?? new Map<string, Tally>();
  tallies.set(run, byRole);
  const tally = byRole.get(role) ?? { answers: 0, cut: 0 };
  byRole.set(role, tally);
  tally.answers += choices.length;
  tally.cut += choices.filter(({ finishReason }) => finishReason === "length").length;
  if (tally.answers < fewestAnswers || tally.cut <= warnedShare * tally.answers) return;
  const title = run.policy.protocol.roles.find(({ name }) => name === role)?.title ?? role;
  const share = Math.round((100 * tally.cut) / tally.answers);
  core
    .notice(
      run,
      `truncated_${role}`,
      `${share} % of the answers of ${title} are cut at max_tokens (${run.config.roles[role]?.maxTokens ?? "?"}). It may be too small.`,
    )
    .catch((error: unknown) => core.log.error(error, "a notice was lost"));
}
