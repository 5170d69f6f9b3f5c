"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import {
  lazy,
  Suspense,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
} from "react";
import { toast } from "sonner";
import { TakeAwayButton } from "@/components/picture/take-away-button.tsx";
import { noteTree } from "@/components/run/last-tree.ts";
import { useKeepList } from "@/components/shell/kept-list.ts";
import { useHotkeys } from "@/components/ui/use-hotkeys.ts";
import { useStable } from "@/components/ui/use-stable.ts";
import { useIsPhone } from "@/components/ui/use-is-phone.ts";
import { depthOf, isPath, parentPath, type Path } from "@/lib/core/path.ts";
import { treeQuery } from "@/lib/client/trees.ts";
import type { Tree } from "@/lib/http/wire/trees.ts";
import { Breadcrumbs } from "./breadcrumbs.tsx";
import { copyText } from "./copy-button.tsx";
import { FindBox } from "./find-box.tsx";
import { IcicleView } from "./icicle-view.tsx";
import { indexTree, nameOf } from "./index-tree.ts";
import { Inspector } from "./inspector.tsx";
import { isWithin, moveInTree, visiblePaths, type Move } from "./move-in-tree.ts";
import { OutlineView } from "./outline-view.tsx";
import { QuestionCard } from "./question-card.tsx";
import { nextToCompare } from "./sibling-compare.tsx";
import { SidePanel } from "./side-panel.tsx";
import { TreeBar, treeViews } from "./tree-bar.tsx";
import { TreeCanvas, type TreeCanvasHandle } from "./tree-canvas.tsx";
import { TreeLegend } from "./tree-legend.tsx";
import { useFind } from "./use-find.ts";
import { useFocusKept } from "./use-focus-kept.ts";
import { useFolds } from "./use-folds.ts";
import { useKeptPlacement } from "./use-kept-placement.ts";
import { useQuestionSteps } from "./use-question-steps.ts";
import { useSaveTurned } from "./use-save-turned.ts";
import { useWhatIf } from "./use-what-if.ts";
import { walkByArrow, walkKeys } from "./walk-keys.ts";
import { ZoomTools } from "./zoom-tools.tsx";

const WhatIfPanel = lazy(async () => ({ default: (await import("./what-if-panel.tsx")).WhatIfPanel }));

/** More leaves than this are easier to read as bands. */
const mostLeavesAsTree = 40;

const address = {
  node: parseAsString.withDefault(""),
  against: parseAsString,
  focus: parseAsString.withDefault(""),
  find: parseAsString.withDefault(""),
  view: parseAsStringLiteral(treeViews),
};

/**
 * The tree and its inspector. What is selected, compared, focused, sought, tried and shown is in the address; what is
 * folded and where the drawing was left, this tab keeps.
 */
export function TreeScreen({ tree }: { tree: Tree }) {
  const stored = useMemo(() => indexTree(tree), [tree]);
  const whatIf = useWhatIf(tree, stored);
  const saveTurned = useSaveTurned(tree);
  const index = whatIf.shown?.index ?? stored;
  const [state, setState] = useQueryStates(address, { history: "replace" });
  const [isOverriding, setOverriding] = useState(false);
  const canvas = useRef<TreeCanvasHandle>(null);
  const [router, client, isPhone] = [useRouter(), useQueryClient(), useIsPhone()];
  const leaves = tree.nodes.filter((node) => node.depth === index.depths).length;
  const view = state.view ?? (isPhone || leaves > mostLeavesAsTree ? "icicle" : "tree");
  // Search hits know a node by its id, everything else by its path.
  const asked = index.byId.get(state.node)?.path ?? state.node;
  const selected = isPath(asked) && index.places.has(asked) ? asked : "";
  const focus = isPath(state.focus) && index.places.has(state.focus) ? state.focus : "";
  const against =
    state.against !== null && index.places.has(state.against) && nextToCompare(index, selected, null) !== null
      ? state.against
      : null;
  const folds = useFolds(stored, view === "icicle");
  const { folded } = folds;
  const steps = useQuestionSteps(tree, whatIf.theta);
  const [kept, keep] = useKeptPlacement(tree.id);
  const visible = useMemo(() => visiblePaths(index.paths, folded, focus), [index, folded, focus]);
  const find = useFind(stored, state.find, selected);
  const hiddenHits = useMemo(() => {
    const seen = new Set(visible);
    return find.hits.filter((path) => !seen.has(path)).length;
  }, [find.hits, visible]);

  useEffect(() => {
    for (const id of [steps.nextTreeId, steps.previousTreeId])
      if (id !== null) void client.prefetchQuery(treeQuery(id));
  }, [client, steps.nextTreeId, steps.previousTreeId]);

  useFocusKept(view, selected);
  useKeepList(tree.runId, steps.listSearch);
  useEffect(() => noteTree(tree.runId, tree.index), [tree.runId, tree.index]);
  const select = useStable((path: Path) => {
    setOverriding(false);
    void setState({
      node: path === "" ? null : path,
      against: null,
      ...(isWithin(path, focus) ? {} : { focus: null }),
    });
  });
  const setFocus = (path: Path): void => {
    void setState({ focus: path === "" ? null : path, ...(isWithin(selected, path) ? {} : { node: path }) });
  };
  /** A leaf alone is no subtree: its group is. */
  const groupOf = (path: Path): Path => (index.children.has(path) ? path : parentPath(path));
  const isFocused = focus !== "" && focus === groupOf(selected);
  const toggleFocus = (): void => setFocus(isFocused ? "" : groupOf(selected));
  // Whatever leads to a node, an address too, opens what hides it.
  const reveal = useEffectEvent((path: Path) => folds.reveal(path));
  useEffect(() => {
    if (selected !== "") reveal(selected);
  }, [selected]);
  /** What a fold hides cannot stay selected: the focus would be lost with it. */
  const toggle = useStable((path: Path) => {
    folds.toggle(path);
    if (path !== selected && isWithin(selected, path)) select(path);
  });
  const collapseAll = (): void => {
    folds.collapseAll();
    if (depthOf(selected) > 1) select(selected.split(".")[0] ?? "");
  };
  const hrefOf = (treeId: string): string => {
    const kept = Object.entries({ view: state.view, if: whatIf.carried }).flatMap(([key, value]) =>
      value ? [`${key}=${value}`] : [],
    );
    if (steps.carried !== "") kept.push(steps.carried);
    return `/trees/${treeId}${kept.length > 0 ? `?${kept.join("&")}` : ""}`;
  };
  const open = (treeId: string | null): void => {
    if (treeId === null) return;
    router.push(hrefOf(treeId));
  };
  const move = (to: Move) => () => {
    if (to === "child" && folded.has(selected)) toggle(selected);
    else if (to === "first") select(focus);
    else select(moveInTree(visible, selected, to));
  };
  const goTo = (path: Path | null): void => {
    if (path !== null) select(path);
  };
  const place = index.places.get(selected);
  const switchView = (): void => void setState({ view: view === "tree" ? "icicle" : "tree" });
  const compareNext = (): void => void setState({ against: nextToCompare(index, selected, against) });

  useHotkeys({
    ...walkKeys(move),
    "[": () => open(steps.previousTreeId),
    "]": () => open(steps.nextTreeId),
    i: switchView,
    "shift+i": () => void setState({ view: view === "outline" ? "tree" : "outline" }),
    f: () => canvas.current?.fit(),
    z: () => toggle(selected),
    "shift+f": toggleFocus,
    ...(state.find === "" ? {} : { n: () => goTo(find.next), "shift+n": () => goTo(find.previous) }),
    w: whatIf.toggle,
    ...(whatIf.shown ? { escape: whatIf.close } : {}),
    t: () => whatIf.turn(selected),
    ...(saveTurned.canUndo ? { u: saveTurned.undo } : {}),
    o: () => setOverriding(place?.kind === "node" && place.role.isLeaf),
    d: compareNext,
    p: () => router.push(`/runs/${tree.runId}/pairs?tree=${tree.id}`),
    c: () =>
      place?.kind === "node" &&
      void copyText(place.node.text).then((isCopied) =>
        toast(isCopied ? "Text copied" : "The browser refused the clipboard"),
      ),
  });
  const onArrow = (event: KeyboardEvent): void => walkByArrow(move, event);
  return (
    <div className="flex min-h-0 flex-1 flex-col md:h-[calc(100dvh-48px)] md:flex-none">
      <h1 className="sr-only">
        Tree of question {tree.index + 1}, {tree.runName}
      </h1>
      <TreeBar
        index={index}
        view={view}
        onView={(name) => void setState({ view: name })}
        hrefOf={hrefOf}
        steps={steps}
        isSupposing={whatIf.shown !== null}
        onWhatIf={whatIf.toggle}
        find={
          <FindBox
            find={find}
            hidden={hiddenHits}
            onWords={(words) => void setState({ find: words === "" ? null : words })}
            onSelect={select}
          />
        }
        takeAway={
          <TakeAwayButton
            index={index}
            picture={{
              view: view === "icicle" ? "icicle" : "tree",
              root: focus,
              folded,
              isSupposed: whatIf.shown !== null,
            }}
          />
        }
      />
      <div className="flex min-h-0 flex-1 max-md:flex-col">
        <section
          aria-label="Reasoning tree"
          className="bg-bg flex min-h-0 min-w-0 flex-1 flex-col max-md:h-[480px] max-md:flex-none"
          onKeyDown={onArrow}
        >
          <QuestionCard text={tree.question.text} gold={tree.question.gold} />
          {whatIf.shown && (
            <Suspense>
              <WhatIfPanel
                whatIf={whatIf}
                shown={whatIf.shown}
                stored={stored}
                selected={selected}
                save={saveTurned}
                onSelect={select}
              />
            </Suspense>
          )}
          {tree.nodes.length === 0 && tree.failed.length === 0 && (
            <p className="text-ink2 px-4 pb-2">
              Nothing has grown yet: completions appear here as they are written.
            </p>
          )}
          {focus !== "" && (
            <button
              type="button"
              className="text-small text-accent self-start px-3 hover:underline md:px-4 pointer-coarse:min-h-11"
              onClick={() => setFocus("")}
            >
              ← the whole tree, {nameOf(index.places.get(focus))} ({focus}) is shown
            </button>
          )}
          {view === "tree" && (
            <TreeCanvas
              handle={canvas}
              index={index}
              selected={selected}
              folded={folded}
              root={focus}
              found={find.found}
              onSelect={select}
              onToggle={toggle}
              kept={focus === "" ? kept : null}
              onKeep={focus === "" ? keep : undefined}
            />
          )}
          {view === "icicle" && (
            <IcicleView
              index={index}
              selected={selected}
              focus={focus}
              folded={folded}
              found={find.found}
              onSelect={(path) => {
                select(path);
                const isInner = (index.children.get(path)?.length ?? 0) > 0;
                if (isPhone && isInner && selected === path) setFocus(path === focus ? "" : path);
              }}
              onFocus={setFocus}
            />
          )}
          {view === "outline" && (
            <OutlineView
              index={index}
              selected={selected}
              focus={focus}
              folded={folded}
              found={find.found}
              onSelect={select}
            />
          )}
          <div className="flex shrink-0 flex-wrap items-center justify-between gap-3 px-3 py-2 max-md:hidden md:px-4">
            <ZoomTools
              isDrawing={view === "tree"}
              onZoom={(factor) => canvas.current?.zoomBy(factor)}
              onFit={() => canvas.current?.fit()}
              onFold={() => toggle(selected)}
              isFoldable={(index.children.get(selected)?.length ?? 0) > 0}
              isFolded={folded.has(selected)}
              hasFolds={folded.size > 0}
              onCollapseAll={collapseAll}
              onOpenAll={folds.openAll}
              isFocused={isFocused}
              onFocus={toggleFocus}
            />
            <TreeLegend threshold={index.tree.threshold} />
          </div>
        </section>
        <SidePanel label="Inspector">
          <Inspector
            index={index}
            stored={stored}
            selected={selected}
            against={against}
            words={state.find}
            isOverriding={isOverriding}
            onOverriding={setOverriding}
            onSelect={select}
            onCompare={(path) => void setState({ against: path })}
          />
        </SidePanel>
      </div>
      <Breadcrumbs index={index} selected={selected} onSelect={select} />
    </div>
  );
}
