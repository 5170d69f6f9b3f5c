"use client";
import { ButtonLink } from "@/components/ui/button.tsx";
import { formatCount, formatMoment } from "@/components/ui/format.ts";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { SimulatedBadge } from "@/components/ui/simulated-badge.tsx";
import type { PairItem, PairState } from "@/lib/http/wire/pairs.ts";
import { stateWords } from "./verdicts.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { AgreementCard } from "./agreement-card.tsx";
import { MergeWords } from "./merge-words.tsx";
import { PaceCard } from "./pace-card.tsx";
import { useAuthor } from "./use-author.ts";
import { VanishedPairs } from "./vanished-pairs.tsx";

const bars: readonly { state: PairState; word: string; paint: string }[] = [
  { state: "accepted", word: "Accepted", paint: "var(--ink)" },
  { state: "swapped", word: "Swapped", paint: "var(--ink2)" },
  { state: "rejected", word: "Rejected", paint: "var(--edge)" },
  { state: "tied", word: "No difference", paint: "var(--line2)" },
  { state: "flagged", word: "Flagged", paint: "var(--warn)" },
  { state: "undecided", word: "To do", paint: "var(--sunken)" },
];

type QueueCardProps = {
  run: Run;
  counts: Readonly<Record<string, number>> | null;
  pair: PairItem | null;
  isHidden: boolean;
};

/** How far the queue is, who decides, and what was said of this pair. */
export function QueueCard({ run, counts, pair, isHidden }: QueueCardProps) {
  const [author, setAuthor] = useAuthor();
  const all = counts?.["all"] ?? 0;
  return (
    <aside
      aria-label="This queue"
      className="border-line bg-surface text-small flex flex-col gap-4 p-4 max-lg:border-t lg:w-[248px] lg:shrink-0 lg:overflow-y-auto lg:border-l"
    >
      <section>
        <h2 className="text-ink2 mb-2 font-semibold">This queue</h2>
        <div className="bg-sunken flex h-2.5 overflow-hidden rounded-[3px]" aria-hidden>
          {bars.map(({ state, paint }) => (
            <div
              key={state}
              style={{ width: `${all > 0 ? ((counts?.[state] ?? 0) / all) * 100 : 0}%`, background: paint }}
            />
          ))}
        </div>
        <dl className="mt-2 flex flex-col gap-1.5">
          {bars.map(({ state, word }) => (
            <div key={state} className="flex justify-between">
              <dt>{word}</dt>
              <dd className="font-semibold">{counts ? formatCount(counts[state] ?? 0) : "…"}</dd>
            </div>
          ))}
        </dl>
        <div className="mt-3 flex flex-wrap gap-2">
          <ButtonLink size="sm" href={`/runs/${run.id}/export`}>
            Export
          </ButtonLink>
          {counts && (counts["undecided"] ?? 0) < all && (
            <ButtonLink size="sm" href={`/runs/${run.id}/export?undecided=exclude`}>
              Only decided pairs
            </ButtonLink>
          )}
        </div>
      </section>
      {pair && isHidden && (
        <section className="border-line border-t pt-3">
          <h2 className="text-ink2 mb-1 font-semibold">This pair</h2>
          <p>Values, gold and what others said are hidden until you have chosen.</p>
        </section>
      )}
      {pair && !isHidden && (
        <section className="border-line border-t pt-3">
          <h2 className="text-ink2 mb-1 font-semibold">This pair</h2>
          <p>
            Gap {pair.marginText}
            {pair.decision ? (
              <>
                , <b>{stateWords[pair.decision.verdict]}</b> by{" "}
                {pair.decision.author ?? "somebody without a name"}, {formatMoment(pair.decision.at)}
                {pair.decision.reason && <span className="text-ink2"> – “{pair.decision.reason}”</span>}
                {pair.decision.settles && ", which settles it"}. A new word is added to the history; the last
                one counts.
              </>
            ) : (
              ", undecided: exports take it in unless the recipe leaves undecided pairs out."
            )}
          </p>
        </section>
      )}
      <section className="border-line border-t pt-3">
        <Field label="Your name" hint="Signs your decisions; remembered in this browser">
          {(control) => (
            <Input
              {...control}
              value={author}
              maxLength={200}
              onChange={(event) => setAuthor(event.target.value)}
            />
          )}
        </Field>
      </section>
      <PaceCard runId={run.id} />
      <VanishedPairs runId={run.id} />
      {!isHidden && <AgreementCard runId={run.id} roles={run.roles} />}
      <MergeWords runId={run.id} />
      {run.isSimulated && (
        <section className="border-line border-t pt-3">
          <SimulatedBadge />
        </section>
      )}
    </aside>
  );
}
