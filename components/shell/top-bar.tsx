"use client";
import { Keyboard, Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Button } from "@/components/ui/button.tsx";
import { classNames } from "@/components/ui/class-names.ts";
import { formatCount } from "@/components/ui/format.ts";
import { Kbd } from "@/components/ui/kbd.tsx";
import type { Run } from "@/lib/http/wire/runs.ts";
import { BrandMark } from "./brand-mark.tsx";
import type { Place } from "./places.ts";
import { RunSwitcher } from "./run-switcher.tsx";
import { ThemeButton } from "./theme-button.tsx";

type TopBarProps = {
  readonly places: readonly Place[];
  readonly runId: string | null;
  readonly run: Run | null;
  readonly onSearch: () => void;
  readonly onKeysOpen: () => void;
};

const sumOf = (byRole: Readonly<Record<string, number>>): number =>
  Object.values(byRole).reduce((sum, count) => sum + count, 0);

/** The number beside a tab of a run; null where it has none. */
function countOf(place: Place, run: Run | null): number | null {
  if (!run) return null;
  if (place.name === "Questions") return run.progress.treesTotal;
  if (place.name === "Audit") return run.suspects > 0 ? run.suspects : null;
  return place.name === "Pairs" ? sumOf(run.pairs) : null;
}

/** 48 px: where one is and where one can go. Inside a run its tabs are the work's order. */
export function TopBar({ places, runId, run, onSearch, onKeysOpen }: TopBarProps) {
  const pathname = usePathname();
  return (
    <header className="border-line bg-surface sticky top-0 z-20 flex h-12 shrink-0 items-stretch gap-1 border-b px-3 md:px-4">
      <Link
        href="/"
        aria-label="Malthouse, all runs"
        className="flex items-center gap-2 pr-2 font-[680] tracking-[-0.01em]"
      >
        <BrandMark />
        <span className={classNames("max-xl:hidden", runId === null && "max-xl:inline!")}>Malthouse</span>
      </Link>
      {runId !== null && <RunSwitcher run={run} />}
      <nav aria-label={runId === null ? "Places" : "Places in this run"} className="hidden md:flex">
        {places.map((place) => {
          const [isHere, count] = [place.isHere(pathname), countOf(place, run)];
          return (
            <Link
              key={place.href}
              href={place.href}
              aria-current={isHere ? "page" : undefined}
              className={classNames(
                "-mb-px flex items-center gap-1.5 border-b-2 px-3 whitespace-nowrap transition-colors hover:text-ink",
                isHere ? "border-ink font-[620] text-ink" : "border-transparent font-[520] text-ink2",
              )}
            >
              {place.name}
              {count !== null && (
                <span className="text-tiny text-ink3 font-medium">{formatCount(count)}</span>
              )}
            </Link>
          );
        })}
      </nav>
      <div className="flex-1" />
      <div className="flex items-center gap-1">
        <Button
          size="sm"
          aria-label="Jump to a place, run or data set"
          onClick={onSearch}
          className="border-line! text-ink2 justify-start! font-normal! max-lg:border-transparent! lg:w-[160px]"
        >
          <Search aria-hidden size={15} />
          <span className="flex-1 text-left max-lg:hidden">Jump to</span>
          <Kbd className="max-lg:hidden!">⌘K</Kbd>
        </Button>
        <Button
          variant="ghost"
          size="sm"
          isIcon
          aria-label="Keys of this screen"
          onClick={onKeysOpen}
          className="max-md:hidden"
        >
          <Keyboard aria-hidden size={16} />
        </Button>
        <ThemeButton />
      </div>
    </header>
  );
}
