import type { z } from "zod";
import { Tag } from "@/components/ui/tag.tsx";
import { ValueGlyph } from "@/components/ui/value-glyph.tsx";
import type { JudgedItem } from "@/lib/http/wire/judge.ts";
import { flagWords, methodWords, reasonWords, tierWords } from "./judge-words.ts";
import { MarkedText } from "./marked-text.tsx";

type JudgedResultProps = { readonly judged: z.infer<typeof JudgedItem>; readonly text: string };

const words = { correct: "Correct", incorrect: "Incorrect", unknown: "Unknown" } as const;

/** The verdict first, then what it rests on. */
export function JudgedResult({ judged, text }: JudgedResultProps) {
  const { verdict, answer, reason, method, normalizedGold, tier, flags, elapsedMs, judgeVersion } = judged;
  const facts: readonly (readonly [string, string | null])[] = [
    ["answer as written", answer?.raw ?? null],
    ["answer as compared", answer?.normalized ?? null],
    ["gold as compared", normalizedGold],
    ["read", tier === null ? null : tierWords(tier)],
    ["method", methodWords(method)],
  ];
  return (
    <div className="grid gap-4">
      <div className="flex items-start gap-2.5">
        <ValueGlyph
          value={verdict === "correct" ? 1 : 0}
          threshold={0.5}
          isUnknown={verdict === "unknown"}
          className="mt-1 size-5! text-[12px]!"
        />
        <div>
          <h2 className="text-title">{words[verdict]}</h2>
          <p className="text-ink2">{reasonWords(reason)}</p>
        </div>
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink3">{name}</dt>
            <dd className="wrap-anywhere">
              {value === null ? (
                <span className="text-ink3">–</span>
              ) : name.startsWith("answer") || name.startsWith("gold") ? (
                <code>{value}</code>
              ) : (
                value
              )}
            </dd>
          </div>
        ))}
      </dl>
      {flags.length > 0 && (
        <ul aria-label="Notes of the judge" className="flex flex-wrap gap-1.5">
          {flags.map((flag) => (
            <li key={flag}>
              <Tag tone="warn">{flagWords(flag)}</Tag>
            </li>
          ))}
        </ul>
      )}
      <section aria-label="The text with the answer marked" className="rounded-control bg-sunken p-3">
        <MarkedText text={text} span={answer} />
      </section>
      <p className="text-tiny text-ink3">
        judge {judgeVersion} · {elapsedMs < 1 ? "under 1" : Math.round(elapsedMs)} ms · <code>{reason}</code>
      </p>
    </div>
  );
}
