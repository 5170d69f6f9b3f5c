import { Card } from "@/components/ui/card.tsx";
import { CopyButton } from "@/components/tree/copy-button.tsx";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import type { Run } from "@/lib/http/wire/runs.ts";

const print = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Everything needed to repeat the run: sampling, templates in full, what each server told of itself. */
export function RunRecord({ run }: { run: Run }) {
  const { config } = run;
  const json = JSON.stringify({ config, configHash: run.configHash, endpoints: run.endpoints }, null, 2);
  return (
    <Card role="region" aria-label="Record">
      <h2 className="text-section px-4 pt-3">What this run records</h2>
      <div className="flex flex-col gap-4 px-4 py-3">
        {config === null ? (
          <p className="text-ink2">
            This run was imported without a config: prompts cannot be rebuilt and it cannot go on.
          </p>
        ) : (
          <>
            <dl className="text-small grid grid-cols-[auto_1fr] gap-x-5 gap-y-1">
              {Object.entries(config)
                .filter(([key]) => key !== "roles")
                .map(([key, value]) => (
                  <div key={key} className="contents">
                    <dt className="text-ink3">{key}</dt>
                    <dd className="min-w-0 font-mono wrap-anywhere">{print(value)}</dd>
                  </div>
                ))}
              <dt className="text-ink3">configHash</dt>
              <dd className="font-mono wrap-anywhere">{run.configHash}</dd>
            </dl>
            {run.roles.map((role) => {
              const { template, ...sampling } = config.roles?.[role.name] ?? { template: "" };
              return (
                <section key={role.name} aria-label={role.title}>
                  <h3 className="flex items-center gap-2 font-semibold">
                    <RoleMark role={role} /> {role.title}
                  </h3>
                  <p className="text-small text-ink2 my-1 wrap-anywhere">
                    {Object.entries(sampling)
                      .filter(([, value]) => value !== null)
                      .map(([key, value]) => `${key} ${print(value)}`)
                      .join(" · ")}
                  </p>
                  <pre className="rounded-control bg-sunken text-small overflow-auto p-3 font-mono wrap-anywhere whitespace-pre-wrap">
                    {template}
                  </pre>
                </section>
              );
            })}
          </>
        )}
        {run.endpoints.map((endpoint, at) => (
          <section key={at} aria-label="Endpoint">
            <h3 className="font-semibold">Endpoint, as it told at the start</h3>
            <pre className="rounded-control bg-sunken text-small mt-1 overflow-auto p-3 font-mono wrap-anywhere whitespace-pre-wrap">
              {JSON.stringify(endpoint, null, 2)}
            </pre>
          </section>
        ))}
        <div>
          <CopyButton text={json} label="Copy as JSON" />
        </div>
      </div>
    </Card>
  );
}
