"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useId, useState } from "react";
import { classNames } from "@/components/ui/class-names.ts";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Input } from "@/components/ui/input.tsx";
import { datasetsQuery } from "@/lib/client/datasets.ts";
import { runsQuery } from "@/lib/client/runs.ts";
import type { Place } from "./places.ts";

type Target = { readonly href: string; readonly name: string; readonly kind: string };

const mostShown = 12;

/** Targets whose name holds every word typed, in their own order. */
function findTargets(targets: readonly Target[], typed: string): readonly Target[] {
  const words = typed.toLowerCase().split(/\s+/);
  return targets
    .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
    .slice(0, mostShown);
}

type PaletteProps = {
  readonly places: readonly Place[];
  /** The run that the address is inside of. */
  readonly runId: string | null;
  readonly onClose: () => void;
};

/** Type a few letters, go there: places, runs and data sets by name. */
export function Palette({ places, runId, onClose }: PaletteProps) {
  const router = useRouter();
  const listId = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const runs = useQuery({ ...runsQuery({ limit: 200 }), refetchInterval: false });
  const datasets = useQuery(datasetsQuery());
  const found = findTargets(
    [
      ...places.map(({ name, href }) => ({ name, href, kind: "place" })),
      { name: "Start a run", href: "/runs/new", kind: "place" },
      { name: "Compare two runs", href: runId ? `/compare?b=${runId}` : "/compare", kind: "place" },
      ...(runs.data?.items ?? []).map(({ id, name }) => ({ name, href: `/runs/${id}`, kind: "run" })),
      ...(datasets.data?.items ?? []).map(({ id, name }) => ({
        name,
        href: `/datasets/${id}`,
        kind: "data set",
      })),
    ],
    typed,
  );
  const current = Math.min(at, found.length - 1);
  const go = (target: Target | undefined): void => {
    if (!target) return;
    onClose();
    router.push(target.href);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((current + step + found.length) % Math.max(1, found.length));
    else if (event.key === "Enter") go(found[current]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog isOpen onClose={onClose} title="Jump to">
      <div className="grid gap-2 pb-2">
        <Input
          autoFocus
          role="combobox"
          aria-label="Name of a place, run or data set"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={found[current] ? `${listId}-${current}` : undefined}
          value={typed}
          placeholder="place, run or data set"
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div
          id={listId}
          role="listbox"
          aria-label="Found"
          className="max-h-[340px] min-h-[120px] overflow-y-auto"
        >
          {found.map((target, index) => (
            <div
              key={target.href}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === current}
              onClick={() => go(target)}
              onKeyDown={onKeyDown}
              onPointerMove={() => setAt(index)}
              className={classNames(
                "flex h-8 cursor-pointer items-center gap-3 rounded-tag px-2.5 pointer-coarse:h-11",
                index === current && "bg-sunken",
              )}
            >
              <span className="min-w-0 flex-1 truncate">{target.name}</span>
              <span className="text-small text-ink3">{target.kind}</span>
            </div>
          ))}
          {found.length === 0 && (
            <p className="text-ink3 px-2.5 py-2">Nothing of that name. Trees are found from their run.</p>
          )}
        </div>
      </div>
    </Dialog>
  );
}
