import Link from "next/link";
import { Button } from "@/components/ui/button.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { Kbd } from "@/components/ui/kbd.tsx";
import { Tag } from "@/components/ui/tag.tsx";
import { VerdictGlyph } from "@/components/judge/verdict-glyph.tsx";
import type { Verdict } from "@/lib/core/tree.ts";
import type { AuditedLeaf } from "@/lib/http/wire/audit.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import { effectText, placeText, signalWords, verdictWords } from "./audit-words.ts";
import { MarkedPieces } from "./marked-pieces.tsx";

type SuspectRowProps = {
  readonly leaf: AuditedLeaf;
  readonly roles: readonly RoleView[];
  readonly isCurrent: boolean;
  readonly onSelect: () => void;
  readonly onSay: (verdict: Verdict) => void;
  readonly onGoldWrong: () => void;
  readonly onAlike: () => void;
};

/** A suspect leaf: the words round its answer, why it is suspect, and one button a verdict. */
export function SuspectRow({
  leaf,
  roles,
  isCurrent,
  onSelect,
  onSay,
  onGoldWrong,
  onAlike,
}: SuspectRowProps) {
  const place = `Question ${leaf.index + 1} · ${placeText(leaf.path, roles)}`;
  return (
    <div
      className={classNames(
        "grid gap-x-3 border-b border-line px-3.5 py-3 md:grid-cols-[minmax(0,1fr)_216px]",
        isCurrent ? "bg-accentbg shadow-[inset_3px_0_0_var(--accent)]" : undefined,
      )}
    >
      <div className="min-w-0">
        <div className="text-small flex flex-wrap items-center gap-x-2 gap-y-1">
          <VerdictGlyph verdict={leaf.override?.verdict ?? leaf.verdict} />
          <Link
            href={`/trees/${leaf.treeId}?node=${leaf.path}`}
            className="font-mono font-semibold hover:underline"
          >
            {place}
          </Link>
          {leaf.signals.map(({ kind }) => (
            <Tag key={kind} tone="warn">
              {signalWords[kind] ?? kind}
            </Tag>
          ))}
          {leaf.isGoldWrong && <Tag tone="danger">gold marked wrong</Tag>}
          {leaf.override && (
            <Tag tone="accent">
              {verdictWords[leaf.override.verdict]} by {leaf.override.author ?? "a person"}
            </Tag>
          )}
        </div>
        <button type="button" className="my-1.5 block w-full text-left" onClick={onSelect}>
          <MarkedPieces pieces={leaf.pieces} className="text-[14px] leading-[22px]" />
        </button>
        <p className="text-small text-ink2 wrap-anywhere">
          taken <code className="font-semibold">{leaf.answer ?? "none"}</code> · gold{" "}
          <code className="font-semibold">{leaf.gold}</code> ·{" "}
          {leaf.signals[0]?.detail ?? `no suspect: the judge says ${leaf.reason}`}
        </p>
        {leaf.effect && (
          <p className="text-small text-ink3">
            If {verdictWords[leaf.turnsTo]}: {effectText(leaf.effect)}
          </p>
        )}
      </div>
      <div className="grid grid-cols-2 content-center gap-1.5 max-md:mt-2">
        <Button size="sm" onClick={() => onSay("correct")}>
          ✓ Right {isCurrent && <Kbd>r</Kbd>}
        </Button>
        <Button size="sm" onClick={() => onSay("incorrect")}>
          ✕ Wrong {isCurrent && <Kbd>w</Kbd>}
        </Button>
        <Button size="sm" onClick={() => onSay("unknown")}>
          Unknown {isCurrent && <Kbd>n</Kbd>}
        </Button>
        <Button size="sm" onClick={onGoldWrong} disabled={leaf.isGoldWrong}>
          Gold wrong {isCurrent && <Kbd>b</Kbd>}
        </Button>
        {leaf.answer !== null && (leaf.alike > 1 || isCurrent) && (
          <Button size="sm" variant="ghost" className="col-span-2" onClick={onAlike}>
            {leaf.alike > 1 ? `${leaf.alike} alike…` : "All alike…"} {isCurrent && <Kbd>⇧R</Kbd>}
          </Button>
        )}
      </div>
    </div>
  );
}
