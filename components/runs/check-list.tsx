import { Check, CircleAlert, Info, TriangleAlert } from "lucide-react";
import { classNames } from "@/components/ui/class-names.ts";
import type { RunCheck } from "@/lib/http/wire/run-checks.ts";

const looks = {
  ok: { icon: Check, tone: "text-ink3", word: "fine" },
  info: { icon: Info, tone: "text-ink3", word: "note" },
  warning: { icon: TriangleAlert, tone: "text-warn", word: "warning" },
  error: { icon: CircleAlert, tone: "text-danger", word: "problem" },
} as const;

/** What was looked at before a start, or in a trial: worst first. */
export function CheckList({
  checks,
  label,
}: {
  readonly checks: readonly RunCheck[];
  readonly label: string;
}) {
  return (
    <ul aria-label={label} className="grid content-start gap-1">
      {checks.map(({ code, level, message, path }) => {
        const { icon: Icon, tone, word } = looks[level];
        return (
          <li key={`${code} ${path ?? ""} ${message}`} className="text-small flex gap-1.5 wrap-anywhere">
            <Icon aria-label={word} size={14} className={classNames("mt-px shrink-0", tone)} />
            <span className={level === "ok" || level === "info" ? "text-ink2" : tone}>{message}</span>
          </li>
        );
      })}
    </ul>
  );
}
