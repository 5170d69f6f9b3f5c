import { CirclePause, CircleQuestionMark, Plug, RotateCcw, type LucideIcon } from "lucide-react";
import Link from "next/link";
import { formatCount, formatNoun, formatUsd } from "@/components/ui/format.ts";
import type { Run } from "@/lib/http/wire/runs.ts";

type Call = {
  readonly key: string;
  readonly icon: LucideIcon;
  readonly title: string;
  readonly note: string;
  readonly href: string;
};

/** What in these runs waits for a person, most pressing first. */
function callsOf(runs: readonly Run[]): readonly Call[] {
  const budget = runs
    .filter((run) => run.waitingFor === "budget")
    .map((run) => ({
      key: `budget ${run.id}`,
      icon: CirclePause,
      title: `${run.name} hit its budget`,
      note: `${formatUsd(run.usage.costUsd)} spent, ${formatNoun(run.progress.treesTotal - run.progress.treesDone - run.progress.treesFailed, "tree")} to go`,
      href: `/runs/${run.id}`,
    }));
  const silent = runs
    .filter((run) => run.waitingFor === "endpoint")
    .map((run) => ({
      key: `endpoint ${run.id}`,
      icon: Plug,
      title: `${run.name} waits for its endpoint`,
      note: run.waitingReason ?? "It does not answer.",
      href: "/endpoints",
    }));
  const broken = runs
    .filter((run) => run.failedParts > 0 && run.status !== "cancelled")
    .map((run) => ({
      key: `failed ${run.id}`,
      icon: RotateCcw,
      title: `${formatNoun(run.failedParts, "part")} failed in ${run.name}`,
      note: "Read why, then retry only those",
      href: `/runs/${run.id}?filter=failed`,
    }));
  const unread = runs
    .filter((run) => run.unknownLeaves > 0 && run.status !== "growing")
    .map((run) => ({
      key: `unknown ${run.id}`,
      icon: CircleQuestionMark,
      title: `${formatCount(run.unknownLeaves)} ${run.unknownLeaves === 1 ? "leaf has" : "leaves have"} no readable answer`,
      note: `${run.name}: give a verdict by hand`,
      href: `/runs/${run.id}?filter=unknown`,
    }));
  return [...budget, ...silent, ...broken, ...unread].slice(0, 3);
}

/** Up to three things to see to, each a link to its place. */
export function AttentionCards({ runs }: { readonly runs: readonly Run[] }) {
  const calls = callsOf(runs);
  if (calls.length === 0) return null;
  return (
    <ul aria-label="Waiting for you" className="mb-4 grid gap-3 md:grid-cols-3">
      {calls.map((call) => (
        <li key={call.key} className="min-w-0">
          <Link
            href={call.href}
            className="rounded-card border-line bg-surface hover:border-line2 flex h-full items-center gap-2.5 border px-3 py-2.5"
          >
            <span className="rounded-control bg-warnbg text-warn grid size-7 shrink-0 place-items-center">
              <call.icon aria-hidden size={16} />
            </span>
            <span className="min-w-0">
              <span className="block truncate font-semibold">{call.title}</span>
              <span className="text-small text-ink3 block truncate">{call.note}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
