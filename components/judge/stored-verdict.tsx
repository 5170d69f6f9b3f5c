import { formatMoment } from "@/components/ui/format.ts";
import type { JudgedItem } from "@/lib/http/wire/judged-item.ts";
import type { NodeInPlace } from "@/lib/http/wire/nodes.ts";
import { reasonWords } from "./judge-words.ts";

type StoredVerdictProps = { readonly node: NodeInPlace; readonly judged: JudgedItem };

/** What is stored of a completion, where it says something else than the judge says now, and a person's word on it. */
export function StoredVerdict({ node, judged }: StoredVerdictProps) {
  const { override, verdict, judge } = node;
  const isOther = verdict !== judged.verdict;
  return (
    <div
      className={
        isOther
          ? "bg-warnbg text-small rounded-control px-3 py-2"
          : "bg-sunken text-small text-ink2 rounded-control px-3 py-2"
      }
    >
      {verdict === null ? (
        <>Nothing is stored: this completion was not judged.</>
      ) : isOther ? (
        <>
          Stored is <b>{verdict}</b>
          {judge && (
            <>
              , by judge {judge.version}: {reasonWords(judge.reason)}
            </>
          )}{" "}
          Judging the run again would change it.
        </>
      ) : (
        <>The stored verdict is the same{judge && `, by judge ${judge.version}`}.</>
      )}
      {override && (
        <p className="mt-0.5">
          {override.author ?? "Somebody without a name"} said <b>{override.verdict}</b>,{" "}
          {formatMoment(override.at)}
          {override.reason && `: “${override.reason}”`}. A person’s word counts before the judge’s.
        </p>
      )}
    </div>
  );
}
