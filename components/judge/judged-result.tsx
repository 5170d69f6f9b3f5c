import type { ReactNode } from "react";
import type { JudgedItem } from "@/lib/http/wire/judged-item.ts";
import { ComparedForms } from "./compared-forms.tsx";
import { FlagList } from "./flag-list.tsx";
import { methodWords, reasonWords, tierWords } from "./judge-words.ts";
import { MarkedText } from "./marked-text.tsx";
import { VerdictGlyph } from "./verdict-glyph.tsx";

type JudgedResultProps = {
  readonly judged: JudgedItem;
  readonly text: string;
  readonly gold: string;
  /** What stood there before, where the text is a stored node. */
  readonly stored?: ReactNode;
};

const words = { correct: "Correct", incorrect: "Incorrect", unknown: "Unknown" } as const;

/** The verdict first, then what it rests on. */
export function JudgedResult({ judged, text, gold, stored }: JudgedResultProps) {
  const { verdict, answer, reason, method, tier, f1, elapsedMs, judgeVersion, library } = judged;
  // Conflict and weak stand among the flags already; a judge that only says them apart is heard too.
  const flags = [
    ...new Set([
      ...(judged.conflict ? ["conflict"] : []),
      ...(judged.weak ? ["weak"] : []),
      ...judged.flags.filter((flag) => !(judged.weak && flag === "last-number")),
    ]),
  ];
  const facts: readonly (readonly [string, string])[] = [
    ["Read", tier === null ? "nowhere" : tierWords(tier)],
    ["Method", methodWords(method)],
    ...(f1 === null ? [] : [["Token F1", f1.toFixed(3)] as const]),
    ["Time", elapsedMs < 1 ? "under 1 ms" : `${Math.round(elapsedMs)} ms`],
    ["Judge", `version ${judgeVersion}`],
    ...(library === null ? [] : [["Algebra", `${library.name} ${library.version}`] as const]),
  ];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex items-start gap-2.5">
        <VerdictGlyph verdict={verdict} className="mt-1 size-5! text-[12px]!" />
        <div className="min-w-0">
          <h2 className="text-title">{words[verdict]}</h2>
          <p className="text-ink2">{reasonWords(reason)}</p>
        </div>
        <code className="text-small text-ink3 mt-1.5 ml-auto max-md:hidden">{reason}</code>
      </div>
      {stored}
      <ComparedForms judged={judged} gold={gold} />
      <dl className="flex flex-wrap gap-x-6 gap-y-2">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-tiny text-ink3">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <FlagList flags={flags} />
      <section aria-label="The text with the answer marked" className="border-line border-t pt-3">
        <h3 className="text-tiny text-ink3 mb-1.5 flex flex-wrap gap-x-3">
          What it read
          {answer && (
            <span>
              <mark className="bg-ans text-ink rounded-[3px] px-1">marked</mark> the answer
            </span>
          )}
          {judged.alternatives.length > 0 && (
            <span>
              <span className="decoration-edge underline decoration-dotted decoration-2 underline-offset-3">
                dotted
              </span>{" "}
              other candidates
            </span>
          )}
        </h3>
        <MarkedText text={text} span={answer} alternatives={judged.alternatives} />
      </section>
    </div>
  );
}
