import type { UseQueryResult } from "@tanstack/react-query";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { formatNoun } from "@/components/ui/format.ts";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import type { Probe } from "@/lib/http/wire/endpoints.ts";

const abilities = [
  { key: "n", name: "n", yes: "siblings come in one request", no: "each sibling takes a request of its own" },
  { key: "seed", name: "seed", yes: "takes a seed", no: "takes no seed" },
  { key: "stream", name: "stream", yes: "streams", no: "does not stream" },
  { key: "logprobs", name: "logprobs", yes: "gives log probabilities", no: "gives no log probabilities" },
] as const;

const marks = new Map<boolean | null, string>([
  [true, "✓"],
  [false, "✕"],
  [null, "?"],
]);

/** What an endpoint answered when it was asked: models, what it can do, how long it took. */
export function ProbeResult({ probe }: { readonly probe: UseQueryResult<Probe> }) {
  if (probe.isFetching || probe.isPending) return <Skeleton className="h-5 w-72" />;
  if (probe.isError)
    return <ErrorNote error={probe.error} title="The probe failed" onRetry={() => probe.refetch()} />;
  const { ok, models, capabilities, latencyMs, message, serverVersion } = probe.data;
  if (!ok)
    return (
      <p role="alert" className="rounded-control bg-dangerbg text-small text-danger px-3 py-2 wrap-anywhere">
        <b>No answer.</b> {message}
      </p>
    );
  return (
    <div className="text-small grid gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span>
          Answers{latencyMs !== null && ` in ${Math.round(latencyMs)} ms`}
          {serverVersion && `, ${serverVersion}`}
        </span>
        {abilities.every(({ key }) => capabilities[key] === null) && (
          <span className="text-ink3">Probe tries n, seed, stream and logprobs</span>
        )}
        {abilities.some(({ key }) => capabilities[key] !== null) &&
          abilities.map(({ key, name, yes, no }) => {
            const can = capabilities[key];
            return (
              <span
                key={key}
                className={can ? "text-ink2" : "text-ink3"}
                title={can === null ? "not known" : can ? yes : no}
              >
                {marks.get(can)} {name}
                <span className="sr-only">: {can === null ? "not known" : can ? yes : no}</span>
              </span>
            );
          })}
      </div>
      {message && <p className="text-warn wrap-anywhere">{message}</p>}
      {models.length > 0 ? (
        <ul
          aria-label={formatNoun(models.length, "model")}
          className="flex max-h-[88px] flex-wrap gap-1.5 overflow-y-auto"
        >
          {models.map((model) => (
            <li key={model} className="max-w-full">
              <Tag className="font-mono">{model}</Tag>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-ink3">It lists no models: type the model's name when you start a run.</p>
      )}
    </div>
  );
}
