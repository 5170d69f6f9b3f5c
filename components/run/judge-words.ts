import type { RunJudge } from "@/lib/http/wire/judge-rules.ts";
import type { Rejudging } from "@/lib/http/wire/rejudgings.ts";

/** "version 2", "version 2, rule 3": by what answers are judged. */
export function judgeName({ version, ruleVersion }: RunJudge): string {
  const judge = version === "" ? "a judge that is not known" : `version ${version}`;
  return ruleVersion === null ? judge : `${judge}, rule ${ruleVersion}`;
}

/** From what to what, in as few words as tell them apart: "version 1 to 2", "version 2: rule 1 to no rule". */
export function judgeChange({ from, to }: Pick<Rejudging, "from" | "to">): string {
  const rule = (version: number | null): string => (version === null ? "no rule" : `rule ${version}`);
  if (from.version === to.version)
    return from.ruleVersion === to.ruleVersion
      ? judgeName(to)
      : `version ${to.version}: ${rule(from.ruleVersion)} to ${rule(to.ruleVersion)}`;
  if (from.ruleVersion === to.ruleVersion)
    return `version ${from.version === "" ? "?" : from.version} to ${judgeName(to).slice("version ".length)}`;
  return `${judgeName(from)} to ${judgeName(to)}`;
}

export const movingWords = {
  previewing: "Judging the stored answers",
  applying: "Writing the new verdicts",
  undoing: "Putting the old verdicts back",
} as const;
