import { Card } from "@/components/ui/card.tsx";
import { formatCount, formatMoment, formatNoun } from "@/components/ui/format.ts";
import type { JudgeError, SampleView } from "@/lib/http/wire/audit.ts";
import { shareText } from "./audit-words.ts";

const lines: readonly { readonly key: keyof JudgeError; readonly title: string; readonly hint: string }[] = [
  { key: "wronglyCorrect", title: "Judged right, but wrong", hint: "of the leaves judged right" },
  { key: "wronglyIncorrect", title: "Judged wrong, but right", hint: "of the leaves judged wrong" },
  { key: "unknownCorrect", title: "Not told, but right", hint: "of the leaves judged unknown" },
  { key: "falsePositiveRate", title: "False positives", hint: "of all wrong leaves, by weight" },
  { key: "falseNegativeRate", title: "False negatives", hint: "of all right leaves, by weight" },
  { key: "accuracy", title: "Leaves that are right", hint: "of all leaves, by weight" },
];

/** What the blind sample says of the judge, each share with its 95 % interval and what it rests on. */
export function ErrorTable({ sample }: { sample: SampleView }) {
  const { strata } = sample;
  return (
    <Card className="p-4">
      <h2 className="text-section">The judge’s error</h2>
      <p className="text-small text-ink2 mt-0.5">
        {sample.decided} of {formatNoun(sample.drawn, "leaf", "leaves")} judged blind by{" "}
        {sample.annotators.length === 0
          ? "nobody yet"
          : sample.annotators.map((name) => name || "somebody without a name").join(", ")}
        , drawn {formatMoment(sample.createdAt)} with seed {sample.seed}.
      </p>
      {sample.isStale && (
        <p className="text-small text-warn bg-warnbg rounded-control mt-2 px-3 py-2">
          The run grew or was judged again since: this says nothing of its present verdicts. Draw another
          sample.
        </p>
      )}
      <table className="mt-2 w-full text-left">
        <caption className="sr-only">Estimated error of the judge with 95 % intervals</caption>
        <tbody>
          {lines.map(({ key, title, hint }) => {
            const estimate = sample.error[key];
            return (
              <tr key={key} className="border-line border-t">
                <th scope="row" className="py-1.5 pr-2 font-normal">
                  {title}
                  <span className="text-tiny text-ink3 block">{hint}</span>
                </th>
                <td className="text-right whitespace-nowrap tabular-nums">
                  {estimate ? <b>{shareText(estimate)}</b> : <span className="text-ink3">–</span>}
                  <span className="text-tiny text-ink3 block">
                    {estimate ? `n=${estimate.leaves}` : "not judged yet"}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="text-tiny text-ink3 mt-2">
        Drawn: {strata.correct.drawn} of {formatCount(strata.correct.leaves)} judged right,{" "}
        {strata.incorrect.drawn} of {formatCount(strata.incorrect.leaves)} wrong, {strata.unknown.drawn} of{" "}
        {formatCount(strata.unknown.leaves)} unknown; at most one a tree of each. Leaves that people cannot
        tell are left out ({strata.correct.undecided + strata.incorrect.undecided + strata.unknown.undecided}
        ).
      </p>
    </Card>
  );
}
