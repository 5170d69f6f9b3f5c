import type { RunCredit } from "@/lib/http/wire/credit.ts";
import type { Run } from "@/lib/http/wire/runs.ts";
import { showShare } from "./show-share.ts";

/** Whether what is known of the credit is of another threshold than the one shown: it is dragged, and asked for once it rests. */
export const isBehind = (credit: RunCredit | undefined, shown: number): boolean =>
  credit !== undefined && credit.threshold !== shown;

/** How far the pairs can be trusted, in one line: by chance, reversed, and who decides. */
export function creditFigures(run: Run, credit: RunCredit | undefined): string {
  if (!credit) return "";
  if (credit.trees === 0) return "no tree is finished yet";
  const told = run.roles.flatMap(({ name, letter }) => {
    const own = credit.roles[name];
    return own?.expected && own.pairs > 0 ? [{ letter, own, expected: own.expected }] : [];
  });
  const byChance = told.map(({ letter, own, expected }) =>
    expected.pairs >= own.pairs ? `${letter} all` : `${letter} ${showShare(expected.pairs / own.pairs)}`,
  );
  const reversed = told.map(({ letter, own }) => `${letter} ${showShare((own.reversed ?? 0) / own.pairs)}`);
  const first = credit.variances.toSorted((a, b) => (b.share ?? 0) - (a.share ?? 0))[0];
  const title = run.roles.find(({ name }) => name === first?.role)?.title.toLowerCase() ?? "question";
  return [
    byChance.length > 0 && `chance alone gives ${byChance.join(", ")}`,
    reversed.length > 0 && `reversed ${reversed.join(", ")}`,
    first?.share && `${title} decides ${showShare(first.share)}`,
  ]
    .filter(Boolean)
    .join(" · ");
}
