import { reasonWords } from "@/components/judge/judge-words.ts";
import { VerdictGlyph } from "@/components/judge/verdict-glyph.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { formatCount } from "@/components/ui/format.ts";
import { RoleMark } from "@/components/ui/role-mark.tsx";
import type { ChangeFilters } from "@/lib/client/rejudgings.ts";
import type { Rejudging } from "@/lib/http/wire/rejudgings.ts";
import type { Run } from "@/lib/http/wire/runs.ts";

type RejudgingMovesProps = {
  readonly run: Run;
  readonly moves: Rejudging["counts"]["moves"];
  readonly filters: ChangeFilters;
  readonly onFilter: (filters: ChangeFilters) => void;
};

/** From which verdict to which, by role and reason; a row leads to its answers below. */
export function RejudgingMoves({ run, moves, filters, onFilter }: RejudgingMovesProps) {
  if (moves.length === 0) return null;
  return (
    <ul
      aria-label="From verdict to verdict"
      className="divide-line border-line rounded-control max-h-56 divide-y overflow-y-auto border"
    >
      {moves.map((move) => {
        const role = run.roles.find(({ name }) => name === move.role);
        const own: ChangeFilters = {
          role: move.role,
          from: move.from ?? "none",
          to: move.to,
          reason: move.reason,
        };
        const isOn = JSON.stringify(own) === JSON.stringify(filters);
        return (
          <li key={JSON.stringify(own)}>
            <button
              type="button"
              aria-pressed={isOn}
              onClick={() => onFilter(isOn ? {} : own)}
              className={classNames(
                "flex min-h-8 w-full items-center gap-2 px-3 py-1 text-left -outline-offset-2 pointer-coarse:min-h-11",
                isOn ? "bg-accentbg" : "hover:bg-sunken",
              )}
            >
              {role && <RoleMark role={role} />}
              <span className="flex shrink-0 items-center gap-1.5">
                <VerdictGlyph verdict={move.from} />
                <span className="max-md:sr-only">{move.from ?? "none"}</span>→
                <VerdictGlyph verdict={move.to} />
                <span className="max-md:sr-only">{move.to}</span>
              </span>
              <span className="text-small text-ink2 min-w-0 flex-1 truncate">{reasonWords(move.reason)}</span>
              <b>{formatCount(move.count)}</b>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
