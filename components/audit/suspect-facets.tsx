import { classNames } from "@/components/ui/class-names.ts";
import { formatCount } from "@/components/ui/format.ts";
import { signalKinds } from "@/lib/core/audit/signal-kinds.ts";
import type { AuditQueue } from "@/lib/http/wire/audit.ts";
import { effectWords, signalWords } from "./audit-words.ts";

type SuspectFacetsProps = {
  readonly queue: AuditQueue;
  readonly signal: string;
  readonly effect: string;
  readonly onChange: (patch: { signal?: string; effect?: string }) => void;
};

/** Why leaves are suspect and what turning them would change, with the leaves behind each. */
export function SuspectFacets({ queue, signal, effect, onChange }: SuspectFacetsProps) {
  const signals = signalKinds.filter((kind) => (queue.signals[kind] ?? 0) > 0 || kind === signal);
  return (
    <nav
      aria-label="Filters"
      className="flex gap-1.5 max-md:-mx-3 max-md:overflow-x-auto max-md:px-3 md:flex-col md:gap-0.5"
    >
      <Heading>Why it is suspect</Heading>
      <Facet
        isOn={signal === "" && effect === ""}
        count={queue.total}
        onClick={() => onChange({ signal: "", effect: "" })}
      >
        All
      </Facet>
      {signals.map((kind) => (
        <Facet
          key={kind}
          isOn={kind === signal}
          count={queue.signals[kind] ?? 0}
          onClick={() => onChange({ signal: kind === signal ? "" : kind })}
        >
          {signalWords[kind] ?? kind}
        </Facet>
      ))}
      <Heading>What it changes</Heading>
      {(["labels", "pairs", "none"] as const).map((name) => (
        <Facet
          key={name}
          isOn={name === effect}
          count={queue.effects[name]}
          onClick={() => onChange({ effect: name === effect ? "" : name })}
        >
          {effectWords[name]}
        </Facet>
      ))}
      <p className="text-small text-ink3 mt-4 px-2.5 max-md:hidden">
        <mark className="bg-ans text-ink rounded-[3px] px-1">marked</mark> taken answer
        <br />
        <u className="decoration-accent decoration-2 underline-offset-3">underlined</u> looks like gold
      </p>
    </nav>
  );
}

function Heading({ children }: { children: string }) {
  return <h2 className="text-small text-ink2 px-2.5 pt-2 pb-1 font-semibold max-md:sr-only">{children}</h2>;
}

function Facet({
  isOn,
  count,
  onClick,
  children,
}: {
  isOn: boolean;
  count: number;
  onClick: () => void;
  children: string | undefined;
}) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onClick}
      className={classNames(
        "flex shrink-0 items-center gap-2 rounded-control border px-2.5 py-1.5 text-left whitespace-nowrap transition-colors hover:bg-sunken pointer-coarse:min-h-11",
        isOn ? "border-line2 bg-surface font-semibold" : "border-transparent max-md:border-line2",
      )}
    >
      {children}
      <span className="text-ink3 ml-auto font-medium tabular-nums">{formatCount(count)}</span>
    </button>
  );
}
