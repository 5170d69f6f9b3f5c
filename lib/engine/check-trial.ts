import type { RunRow } from "../../db/rows.ts";
import type { RunCheck, RunTrial } from "../http/wire/run-checks.ts";
import type { RoleSpec } from "../protocols/protocol.ts";

/** Above this share of a tree's leaves something is wrong with prompt or judge, rather than with an answer. */
const unreadableShare = 0.2;
const cutShare = 0.05;

/** What a closed trial tells to look at before the rest is grown. `nodes`: of the tree, by role. */
export function checkTrial(
  run: Pick<RunRow, "budget" | "config">,
  trial: Omit<RunTrial, "checks">,
  { roles, nodes }: { readonly roles: readonly RoleSpec[]; readonly nodes: Readonly<Record<string, number>> },
): RunCheck[] {
  const checks: RunCheck[] = [];
  const say = (code: string, level: RunCheck["level"], message: string) =>
    void checks.push({ code, level, message, path: null });
  const titled = (counts: Readonly<Record<string, number>>): string =>
    roles
      .filter(({ name }) => (counts[name] ?? 0) > 0)
      .map(({ name, title }) => `${title} ${counts[name]}`)
      .join(", ");

  const { leaves, unknownLeaves, identicalSiblings, truncated, failedParts, whole } = trial;
  const unknown = leaves === 0 ? 0 : unknownLeaves / leaves;
  say(
    "answers_readable",
    unknown > unreadableShare ? "warning" : "ok",
    unknown > unreadableShare
      ? `The judge cannot tell ${unknownLeaves} of ${leaves} leaves. Look at one of them: the prompt may not ask for an answer in a form it knows, or the data set needs a rule of its own.`
      : `The judge reads ${leaves - unknownLeaves} of ${leaves} leaves.`,
  );
  const identical = titled(identicalSiblings);
  if (identical !== "")
    say(
      "identical_siblings",
      "warning",
      `Siblings came back identical (${identical}): they make no pairs. A higher temperature helps, and so does leaving out the seed.`,
    );
  if (roles.some(({ name }) => (truncated[name] ?? 0) > cutShare * (nodes[name] ?? 0)))
    say("truncated", "warning", `Answers are cut at max_tokens (${titled(truncated)}): it may be too small.`);
  if (failedParts > 0)
    say("failed_parts", "error", `${failedParts} parts failed for good: the tree says why.`);
  const budget = run.budget;
  if (whole && budget !== null) {
    const over = [
      budget.usd !== undefined && whole.costUsd > budget.usd ? `$${whole.costUsd.toFixed(2)}` : null,
      budget.tokens !== undefined && whole.promptTokens + whole.completionTokens > budget.tokens
        ? `${(whole.promptTokens + whole.completionTokens).toLocaleString("en")} tokens`
        : null,
      budget.requests !== undefined && whole.requests > budget.requests
        ? `${whole.requests.toLocaleString("en")} requests`
        : null,
    ].filter((part) => part !== null);
    if (over.length > 0)
      say(
        "budget",
        "warning",
        `At this rate all trees need about ${over.join(", ")}, more than the budget: the run will pause there.`,
      );
    else say("budget", "ok", "At this rate the budget covers all trees.");
  }
  return checks;
}
