import type { Malthouse } from "../malthouse.ts";
import { auditRun } from "./audit-run.ts";

type Sweep = { readonly done: Promise<void>; isStopped: boolean };

declare global {
  // Next bundles routes and instrumentation apart; sweeps started by the one are stopped by the other.
  var __malthouseAudits: Map<string, Sweep> | undefined;
}

const sweeps = (globalThis.__malthouseAudits ??= new Map<string, Sweep>());

/** Looks at all trees of a run that the audit has not seen as they are now, behind the answer; one sweep a run. */
export function sweepAudit({ store, log }: Pick<Malthouse, "store" | "log">, runId: string): void {
  if (sweeps.has(runId)) return;
  const sweep: Sweep = {
    isStopped: false,
    done: Promise.resolve()
      .then(() => auditRun(store, runId, { isStopped: () => sweep.isStopped }))
      .then(
        () => undefined,
        (error: unknown) => log.warn(error, "a run could not be looked at for the audit"),
      )
      .finally(() => sweeps.delete(runId)),
  };
  sweeps.set(runId, sweep);
}

/** Stops all sweeps before the server does; what they leave is looked at when it is asked for. */
export async function stopAudits(): Promise<void> {
  const all = [...sweeps.values()];
  for (const sweep of all) sweep.isStopped = true;
  await Promise.all(all.map(({ done }) => done));
}
