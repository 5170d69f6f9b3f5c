import { SimulatedBadge } from "@/components/ui/simulated-badge.tsx";
import type { Run } from "@/lib/http/wire/runs.ts";

/** "3", or "3 · 2 · 4" where the roles branch differently. */
function describeBranching(run: Run): string | null {
  const branching = run.roles
    .map((role) => run.config?.branching?.[role.name])
    .filter((one) => one !== undefined);
  if (branching.length === 0) return null;
  return new Set(branching).size === 1 ? `n = ${branching[0]}` : `n = ${branching.join(" · ")}`;
}

/** The model, once where all roles share it, else by role's letter. */
export function RunModelCell({ run }: { readonly run: Run }) {
  const models = run.roles.map((role) => ({
    role,
    model: run.config?.roles?.[role.name]?.model ?? "unknown",
  }));
  const isShared = new Set(models.map((one) => one.model)).size === 1;
  return (
    <div className="text-small min-w-0">
      {isShared ? (
        <div className="truncate" title={models[0]?.model}>
          {models[0]?.model}
        </div>
      ) : (
        models.map(({ role, model }) => (
          <div key={role.name} className="truncate" title={`${role.title}: ${model}`}>
            <span className="text-ink3">{role.letter}</span> {model}
          </div>
        ))
      )}
      <div className="text-ink3">{describeBranching(run)}</div>
      {run.isSimulated && <SimulatedBadge className="relative z-10 mt-1" />}
    </div>
  );
}
