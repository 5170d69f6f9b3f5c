import { VerdictGlyph } from "@/components/judge/verdict-glyph.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import type { Verdict } from "@/lib/core/tree.ts";
import type { BlindLeaf, BlindSaid } from "@/lib/http/wire/audit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { placeText, verdictWords } from "./audit-words.ts";

type RevealedCardProps = {
  readonly run: Run;
  readonly leaf: BlindLeaf;
  readonly said: BlindSaid;
  readonly onTakeBack: () => void;
  readonly onOverride: (verdict: Verdict) => void;
};

/** The judge's word on the leaf just judged. The person's own word measures the judge; it changes nothing unless they say so. */
export function RevealedCard({ run, leaf, said, onTakeBack, onOverride }: RevealedCardProps) {
  const isSame = said.said === said.verdict;
  return (
    <div
      role="status"
      className={classNames(
        "flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border px-4 py-2.5 text-small",
        isSame ? "border-line bg-surface" : "border-warn/40 bg-warnbg",
      )}
    >
      <span className="font-mono">
        Question {leaf.index + 1} · {placeText(leaf.path, run.roles)}
      </span>
      <span className="flex items-center gap-1.5">
        you <VerdictGlyph verdict={said.said} /> {said.said && verdictWords[said.said]}
      </span>
      <span className="flex items-center gap-1.5">
        judge <VerdictGlyph verdict={said.verdict} /> {said.verdict && verdictWords[said.verdict]} (
        {said.answer === null ? "no answer taken" : `took ${said.answer.slice(0, 60)}`})
      </span>
      <span className="ml-auto flex gap-1.5">
        {!isSame && said.said !== null && said.said !== "unknown" && said.override === null && (
          <Button size="sm" onClick={() => said.said && onOverride(said.said)}>
            Override the judge here
          </Button>
        )}
        <ButtonLink size="sm" variant="ghost" href={`/trees/${leaf.treeId}?node=${leaf.path}`}>
          Tree
        </ButtonLink>
        <Button
          size="sm"
          variant="ghost"
          title="You have seen the judge's word, so the leaf counts for nothing then"
          onClick={onTakeBack}
        >
          Slip: take it back
        </Button>
      </span>
    </div>
  );
}
