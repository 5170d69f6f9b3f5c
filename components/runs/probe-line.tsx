import type { UseQueryResult } from "@tanstack/react-query";
import type { Probe } from "@/lib/http/wire/endpoints.ts";

const names = { n: "n", seed: "seed", stream: "stream", logprobs: "logprobs" } as const;

/** What an endpoint said when it was last asked, in a line. */
export function ProbeLine({ probe }: { readonly probe: UseQueryResult<Probe> | undefined }) {
  if (!probe || probe.isPending) return <>asking the endpoint</>;
  if (probe.isError) return <span className="text-danger">{probe.error.message}</span>;
  const { ok, message, capabilities, latencyMs } = probe.data;
  if (!ok) return <span className="text-danger">{message ?? "The endpoint does not answer."}</span>;
  const can = Object.entries(names).flatMap(([key, name]) =>
    capabilities[key as keyof typeof names] ? [name] : [],
  );
  return (
    <>
      ✓ answers{latencyMs !== null && ` in ${Math.round(latencyMs)} ms`}
      {can.length > 0 && `, takes ${can.join(", ")}`}
    </>
  );
}
