import { NoPrice } from "@/components/runs/no-price.tsx";
import { formatCompact, formatCount, formatNoun, formatUsd } from "@/components/ui/format.ts";
import { MessageList } from "@/components/ui/message-list.tsx";
import type { VoteEstimate } from "@/lib/http/wire/votes.ts";

type AskModelForecastProps = {
  readonly estimate: VoteEstimate | null;
  /** It is of what stands in the form; else it is shown faintly until the new one is there. */
  readonly isFresh: boolean;
  readonly model: string;
  readonly hasFailed: boolean;
  readonly endpointIsSimulated: boolean;
};

/** What asking would take and cost, and the first prompt to the letter. */
export function AskModelForecast({
  estimate,
  isFresh,
  model,
  hasFailed,
  endpointIsSimulated,
}: AskModelForecastProps) {
  if (!estimate)
    return (
      <p className="text-small text-ink3 mt-3" aria-live="polite">
        {hasFailed
          ? "Correct what is marked red to see what asking would take."
          : model === ""
            ? "Choose a model to see what asking would take."
            : "Working out what asking would take."}
      </p>
    );
  const { leaves, unknownLeaves, promptTokens, completionTokens, sample } = estimate;
  const rows: readonly (readonly [string, string])[] = [
    ["Requests, one a leaf", formatCount(leaves)],
    ["Tokens in, out", `${formatCompact(promptTokens)}, ${formatCompact(completionTokens)}`],
  ];
  return (
    <div className={isFresh ? "mt-3" : "mt-3 opacity-60"} aria-live="polite" aria-busy={!isFresh}>
      <div className="rounded-control bg-sunken px-3 py-2.5">
        <dl className="text-small grid grid-cols-[1fr_auto] gap-x-2 gap-y-1">
          {rows.map(([term, value]) => (
            <div key={term} className="contents">
              <dt className="text-ink2">{term}</dt>
              <dd className="text-right font-[550]">{value}</dd>
            </div>
          ))}
          <dt className="text-ink2">Cost, apart from the run’s</dt>
          <dd className="text-right">
            {estimate.isPriced ? (
              <>
                <b>{formatUsd(estimate.costUsd)}</b>
                <span className="text-ink3"> at most {formatUsd(estimate.costUsdAtMost)}</span>
              </>
            ) : (
              <NoPrice models={[model]} />
            )}
          </dd>
        </dl>
        <p className="text-tiny text-ink3 mt-1.5">{estimate.basis}</p>
        {leaves < unknownLeaves && (
          <p className="text-tiny text-ink3">
            {formatNoun(unknownLeaves - leaves, "unknown leaf is", "unknown leaves are")} left out: voted on
            already, or over the limit.
          </p>
        )}
        {endpointIsSimulated && (
          <p className="text-tiny text-warn mt-1">
            This model is simulated: it solves made-up sums and cannot judge, so its votes say nothing.
          </p>
        )}
      </div>
      {leaves === 0 && (
        <p className="text-small text-ink2 mt-2">
          Nothing to ask: this model has voted on every unknown leaf.
        </p>
      )}
      {sample && (
        <section className="mt-3" aria-label="The first prompt">
          <h3 className="text-small text-ink2 mb-1.5 font-semibold">
            The first prompt, to the letter (leaf {sample.path})
          </h3>
          <MessageList messages={sample.messages} />
        </section>
      )}
    </div>
  );
}
