import { Card } from "@/components/ui/card.tsx";
import { formatMoment } from "@/components/ui/format.ts";
import { Tag } from "@/components/ui/tag.tsx";
import type { PairItem } from "@/lib/http/wire/pairs.ts";
import { stateWords } from "./verdicts.ts";

/** What each annotator says of the pair, earliest first, where they differ or did; nothing elsewhere. */
export function PairWords({ pair }: { pair: PairItem }) {
  if (pair.words.length === 0) return null;
  return (
    <Card className="shrink-0 px-3.5 py-2.5">
      <h2 className="text-small text-ink2 mb-1.5 font-semibold">
        {pair.isConflict ? "Annotators differ" : "Settled"}
      </h2>
      <ul className="flex flex-col gap-1">
        {pair.words.map(({ author, verdict, reason, at, settles }) => (
          <li key={`${author} ${settles} ${at}`} className="flex flex-wrap items-baseline gap-x-2">
            <b>{author ?? "no name"}</b> {stateWords[verdict]}
            {settles && <Tag tone="accent">settles it</Tag>}
            {reason && <span className="text-ink2">“{reason}”</span>}
            <time dateTime={at} className="text-small text-ink3">
              {formatMoment(at)}
            </time>
          </li>
        ))}
      </ul>
    </Card>
  );
}
