import type { Run } from "@/lib/http/wire/runs.ts";
import { useJudgeAgain } from "./use-judge-again.ts";

/** By which judge a run's answers were judged, and whether a newer one or another rule is here by now. */
export function JudgeFigures({ run }: { readonly run: Run }) {
  const { query, moving } = useJudgeAgain(run.id);
  const { data } = query;
  const own = run.judge.version === "" ? "not known" : `version ${run.judge.version}`;
  if (moving) return <span className="text-warn">judging again…</span>;
  const rule = data?.rules.find(({ isCurrent }) => isCurrent)?.version;
  const isBehind =
    data !== undefined &&
    (data.judge.version !== data.presentVersion || (rule !== undefined && rule !== data.judge.ruleVersion));
  return isBehind ? <span className="text-warn">{own}, not the newest</span> : own;
}
