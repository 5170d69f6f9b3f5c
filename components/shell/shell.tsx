"use client";
import { usePathname, useRouter } from "next/navigation";
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { type HotkeyMap, useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { BottomBar } from "./bottom-bar.tsx";
import { forgetTree } from "@/components/run/last-tree.ts";
import { isFocusFree } from "./has-page-focus.ts";
import { useKeptList } from "./kept-list.ts";
import { places, runPlaces } from "./places.ts";
import { screenKeys } from "./screen-keys.ts";
import { TopBar } from "./top-bar.tsx";
import { useCurrentRun } from "./use-current-run.ts";

// Dialogs come when they are asked for: no page's first load carries them.
const KeysSheet = lazy(async () => ({ default: (await import("./keys-sheet.tsx")).KeysSheet }));
const Palette = lazy(async () => ({ default: (await import("./palette.tsx")).Palette }));

async function copyLink(): Promise<void> {
  await navigator.clipboard.writeText(location.href);
  toast("Link copied");
}

/** `/` goes to the page's search field: the one marked `data-find`. */
function focusFind(): void {
  document.querySelector<HTMLElement>("[data-find]")?.focus();
}

/** What stands around every page: the bars, the jumps, the sheet of keys. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const [router, pathname] = [useRouter(), usePathname()];
  const [areKeysOpen, setAreKeysOpen] = useState(false);
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  const { runId, run } = useCurrentRun();
  const listSearch = useKeptList(runId);
  const inRun = runId === null ? [] : runPlaces(runId, listSearch);
  const jumps = Object.fromEntries(
    [...places, ...inRun].map((place) => [`g ${place.key}`, () => router.push(place.href)]),
  );
  const keys: HotkeyMap = {
    ...jumps,
    "mod+k": () => setIsPaletteOpen(true),
    "?": () => setAreKeysOpen(true),
    "/": focusFind,
    y: () => void copyLink(),
  };
  useHotkeys(keys);
  const main = useRef<HTMLElement>(null);
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    if (runId === null) forgetTree();
    // A tab that keeps the focus would answer the next screen's ↵ and space; what had it may be gone with its page.
    const focused = document.activeElement;
    if (focused instanceof HTMLAnchorElement) focused.blur();
    if (isFocusFree()) main.current?.focus({ preventScroll: true });
  }, [pathname, runId]);
  const shown = runId === null ? places : inRun;
  return (
    <>
      <a
        href="#main"
        className="focus:rounded-control focus:bg-surface sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:px-3 focus:py-2"
      >
        Skip to the page
      </a>
      <TopBar
        places={shown}
        runId={runId}
        run={run}
        onSearch={() => setIsPaletteOpen(true)}
        onKeysOpen={() => setAreKeysOpen(true)}
      />
      <main ref={main} id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
        {children}
      </main>
      <BottomBar places={shown} />
      <Suspense>
        {isPaletteOpen && (
          <Palette places={[...inRun, ...places]} runId={runId} onClose={() => setIsPaletteOpen(false)} />
        )}
        {areKeysOpen && (
          <KeysSheet groups={screenKeys(pathname)} isOpen onClose={() => setAreKeysOpen(false)} />
        )}
      </Suspense>
    </>
  );
}
