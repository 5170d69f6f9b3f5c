import type { Budget, Run } from "@/lib/http/wire/runs.ts";

type Part = keyof Budget;
const parts: readonly Part[] = ["usd", "tokens", "requests"];

function spentOf({ usage }: Run, part: Part): number {
  if (part === "usd") return usage.costUsd;
  return part === "tokens" ? usage.promptTokens + usage.completionTokens : usage.requests;
}

/** What is spent, scaled to all nodes and rounded up to the cent or to one; null before the first node. */
function scaled(run: Run, part: Part): number | null {
  const { nodesDone, nodesTotal } = run.progress;
  if (nodesDone === 0) return null;
  const unit = part === "usd" ? 100 : 1;
  return Math.ceil((unit * spentOf(run, part) * nodesTotal) / nodesDone - 1e-9) / unit;
}

/**
 * For each capped part of a run that stands at its budget, about the sum in all that would finish it: the server's, else
 * (a run that stopped before it told one) what is spent scaled to all nodes. Never below the present cap. `{}` for any
 * other run.
 */
export function sumToFinish(run: Run): Budget {
  if (run.waitingFor !== "budget" || run.budget === null) return {};
  const entries = parts.flatMap((part) => {
    const cap = run.budget?.[part];
    if (cap === undefined) return [];
    const sum = run.budgetToFinish?.[part] ?? scaled(run, part);
    return [[part, sum !== null && sum > cap ? sum : cap] as const];
  });
  return Object.fromEntries(entries);
}
