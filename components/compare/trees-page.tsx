"use client";
import { useQuery } from "@tanstack/react-query";
import { parseAsFloat, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { type KeyboardEvent, useMemo } from "react";
import { indexTree } from "@/components/tree/index-tree.ts";
import { type Move, moveInTree } from "@/components/tree/move-in-tree.ts";
import { QuestionCard } from "@/components/tree/question-card.tsx";
import { TreeLegend } from "@/components/tree/tree-legend.tsx";
import { walkByArrow, walkKeys } from "@/components/tree/walk-keys.ts";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { EmptyNote } from "@/components/ui/empty-note.tsx";
import { ErrorNote } from "@/components/ui/error-note.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { useIsPhone } from "@/components/ui/use-is-phone.ts";
import { treeAtQuery } from "@/lib/client/compare.ts";
import { searchOf } from "@/lib/client/search-of.ts";
import { isPath, type Path } from "@/lib/core/path.ts";
import type { Tree } from "@/lib/http/wire/trees.ts";
import { NodePair } from "./node-pair.tsx";
import { TreeHalf } from "./tree-half.tsx";
import "@/components/tree/tree.css";

const address = {
  a: parseAsString.withDefault(""),
  b: parseAsString.withDefault(""),
  threshold: parseAsFloat,
  node: parseAsString.withDefault(""),
  view: parseAsStringLiteral(["tree", "icicle"]),
};

/** Two trees of one question beside each other, read from the API; which and what is selected is in the address. */
export function TreesPage() {
  const [{ a, b, threshold }] = useQueryStates(address);
  const left = useQuery({ ...treeAtQuery(a, threshold), enabled: a !== "" });
  // One threshold for both: A's own where none is given.
  const shared = threshold ?? left.data?.threshold ?? null;
  const right = useQuery({ ...treeAtQuery(b, shared), enabled: b !== "" && shared !== null });
  if (a === "" || b === "")
    return (
      <EmptyNote
        title="Choose two runs first"
        actions={<ButtonLink href="/compare">Compare runs</ButtonLink>}
      >
        Each of their questions leads to both of its trees.
      </EmptyNote>
    );
  const failed = [left, right].find((query) => query.isError);
  if (failed)
    return (
      <ErrorNote
        error={failed.error}
        title="The trees could not be read"
        onRetry={() => failed.refetch()}
        className="m-6"
      />
    );
  if (!left.data || !right.data)
    return (
      <div className="flex gap-3 p-4" aria-busy>
        <Skeleton className="h-96 flex-1" />
        <Skeleton className="h-96 flex-1" />
      </div>
    );
  return <TreesScreen key={`${a} ${b}`} a={left.data} b={right.data} />;
}

function TreesScreen({ a, b }: { readonly a: Tree; readonly b: Tree }) {
  const [state, setState] = useQueryStates(address, { history: "replace" });
  const [left, right] = [useMemo(() => indexTree(a), [a]), useMemo(() => indexTree(b), [b])];
  const isPhone = useIsPhone();
  const view = state.view ?? (isPhone ? "icicle" : "tree");
  const known = (path: Path): boolean => left.places.has(path) || right.places.has(path);
  const selected = isPath(state.node) && known(state.node) ? state.node : "";
  const select = (path: Path): void => void setState({ node: path === "" ? null : path });
  const move = (to: Move) => () =>
    select(moveInTree(left.places.has(selected) || selected === "" ? left.paths : right.paths, selected, to));
  const switchView = (): void => void setState({ view: view === "tree" ? "icicle" : "tree" });
  useHotkeys({
    ...walkKeys(move),
    i: switchView,
  });
  const onArrow = (event: KeyboardEvent): void => walkByArrow(move, event);
  return (
    <div className="flex min-h-0 flex-col md:h-[calc(100dvh-48px)]">
      <h1 className="sr-only">
        Question {a.index + 1}: {a.runName} and {b.runName}
      </h1>
      <div className="border-line bg-surface flex min-h-11 flex-wrap items-center gap-2 border-b px-3 md:px-4">
        <ButtonLink
          variant="ghost"
          size="sm"
          href={`/compare${searchOf({ a: a.runId, b: b.runId, threshold: state.threshold })}`}
        >
          ← Both runs
        </ButtonLink>
        <span className="text-ink2">Question {(a.index + 1).toLocaleString("en-US")}</span>
        <span className="flex-1" />
        <Button size="sm" onClick={switchView}>
          {view === "tree" ? "As icicles" : "As trees"} <Kbd>i</Kbd>
        </Button>
      </div>
      <QuestionCard text={a.question.text} gold={a.question.gold} />
      {a.question.gold !== b.question.gold && (
        <p className="text-warn px-4 pb-2">B has another gold: {b.question.gold}</p>
      )}
      <section
        aria-label="Both trees"
        className="border-line flex min-h-0 flex-1 border-t max-md:flex-col"
        onKeyDown={onArrow}
      >
        <TreeHalf side="A" index={left} selected={selected} view={view} onSelect={select} />
        <TreeHalf side="B" index={right} selected={selected} view={view} onSelect={select} />
      </section>
      <div className="border-line flex justify-end border-t px-4 py-1.5 max-md:hidden">
        <TreeLegend threshold={a.threshold} />
      </div>
      <section
        aria-label="Both texts"
        className="border-line bg-surface border-t md:max-h-[38dvh] md:min-h-[120px] md:shrink-0 md:overflow-y-auto"
      >
        <NodePair a={left} b={right} path={selected} />
      </section>
    </div>
  );
}
