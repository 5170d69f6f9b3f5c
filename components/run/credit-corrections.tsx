import { formatCount } from "@/components/ui/format.ts";
import type { RunCredit } from "@/lib/http/wire/credit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { showShare } from "./show-share.ts";

const verdicts = ["correct", "incorrect", "unknown"] as const;
type VerdictName = (typeof verdicts)[number];
const words: Readonly<Record<VerdictName, string>> = {
  correct: "right",
  incorrect: "wrong",
  unknown: "unknown",
};
const fates: Readonly<Record<string, string>> = {
  "correct correct": "kept",
  "incorrect correct": "fixed",
  "correct incorrect": "broken",
  "incorrect incorrect": "still wrong",
};

/** What became of the first role's own answers: trajectories by its verdict and the last role's (MALT, figure 2). */
export function CreditCorrections({ run, credit }: { readonly run: Run; readonly credit: RunCredit }) {
  if (credit.corrections === null) return null;
  const { from, to, counts } = credit.corrections;
  const titleOf = (name: string): string => run.roles.find((role) => role.name === name)?.title ?? name;
  const at = (a: VerdictName, b: VerdictName): number => counts[a]?.[b] ?? 0;
  const all = verdicts.flatMap((a) => verdicts.map((b) => at(a, b))).reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  const rows = verdicts.filter((a) => a !== "unknown" || verdicts.some((b) => at(a, b) > 0));
  const columns = verdicts.filter((b) => b !== "unknown" || verdicts.some((a) => at(a, b) > 0));
  const fixed = at("incorrect", "correct") / all;
  const broken = at("correct", "incorrect") / all;
  return (
    <section>
      <h3 className="text-small text-ink2 font-semibold">What became of first answers</h3>
      <table className="mt-1.5 w-full table-fixed border-separate border-spacing-1 text-center">
        <caption className="sr-only">
          Trajectories by the {titleOf(from)}’s own verdict and the {titleOf(to)}’s
        </caption>
        <thead className="text-small text-ink3">
          <tr>
            <th className="text-left font-normal">
              {titleOf(from)} ↓ {titleOf(to)} →
            </th>
            {columns.map((b) => (
              <th key={b} className="font-normal">
                {words[b]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((a) => (
            <tr key={a}>
              <th className="text-small text-ink3 text-left font-normal">{words[a]}</th>
              {columns.map((b) => (
                <td
                  key={b}
                  title={`${formatCount(at(a, b))} trajectories`}
                  className="rounded-tag px-1 py-1.5 leading-4"
                  style={{
                    background: `color-mix(in oklab, var(--ink) ${Math.round((at(a, b) / all) * 30)}%, var(--surface))`,
                    boxShadow: "inset 0 0 0 1px var(--line)",
                  }}
                >
                  <b>{showShare(at(a, b) / all)}</b>
                  <span className="text-small text-ink2 block">
                    {fates[`${a} ${b}`] ?? formatCount(at(a, b))}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-small text-ink3 mt-1">
        Of {formatCount(all)} trajectories {showShare(fixed)} were fixed and {showShare(broken)} broken:{" "}
        {fixed > broken
          ? "the later roles help"
          : fixed < broken
            ? "the later roles harm"
            : "no gain, no loss"}
        .
      </p>
    </section>
  );
}
