import { initialFolds } from "@/components/tree/initial-folds.ts";
import { moveInTree, visiblePaths, type Move } from "@/components/tree/move-in-tree.ts";
import type { Path } from "@/lib/core/path.ts";
import { markup } from "@/lib/draw/markup.ts";
import { drawElement } from "./build-element.ts";
import { drawTree, itemMarkup, linesMarkup, pathTo, type TreeDrawing, type View } from "./draw-tree.ts";
import { panZoom, type PanZoom } from "./pan-zoom.ts";
import type { OpenTree } from "./read-page.ts";

export type TreeView = PanZoom & {
  readonly svg: SVGSVGElement;
  show(tree: OpenTree, view: View): void;
  /** Marks a path as selected; unfolds what hides it. */
  select(path: Path, hasFocus: boolean): void;
  move(to: Move): Path;
  toggleFold(path: Path): void;
};

/** The drawing of one tree: pans, zooms, folds, and tells which node was clicked. */
export function createTreeView(onSelect: (path: Path) => void): TreeView {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
  svg.setAttribute("role", "tree");
  svg.append(group);
  const control = panZoom(svg, group);
  let shown: { tree: OpenTree; view: View; drawing: TreeDrawing } | null = null;
  let folded: ReadonlySet<Path> = new Set();
  let selected: Path = "";
  const items = new Map<Path, SVGElement>();
  let lines: SVGElement = drawElement(markup("g"));

  const draw = (): void => {
    if (!shown) return;
    const { tree, view } = shown;
    const drawing = drawTree(tree.index, { view, folded, room: svg.clientWidth - 16 });
    shown = { tree, view, drawing };
    const onPath = pathTo(selected);
    items.clear();
    for (const [path, item] of drawing.drawings)
      items.set(path, drawElement(itemMarkup(item, selected, onPath)));
    lines = drawElement(linesMarkup(tree.index, drawing.links, onPath));
    group.replaceChildren(drawElement(drawing.heads), lines, ...items.values());
    svg.setAttribute("aria-label", `Reasoning tree, ${tree.index.paths.length} nodes`);
  };
  const redraw = (paths: Iterable<Path>): void => {
    if (!shown) return;
    const onPath = pathTo(selected);
    for (const path of new Set(paths)) {
      const [item, old] = [shown.drawing.drawings.get(path), items.get(path)];
      if (!item || !old) continue;
      const made = drawElement(itemMarkup(item, selected, onPath));
      old.replaceWith(made);
      items.set(path, made);
    }
    const next = drawElement(linesMarkup(shown.tree.index, shown.drawing.links, onPath));
    lines.replaceWith(next);
    lines = next;
  };
  const pathAt = (event: Event): Path | null =>
    (event.target instanceof Element ? event.target.closest<SVGElement>("[data-path]") : null)?.dataset[
      "path"
    ] ?? null;
  const toggleFold = (path: Path): void => {
    if (!shown || shown.view !== "tree" || path === "" || !shown.tree.index.children.has(path)) return;
    const next = new Set(folded);
    if (!next.delete(path)) next.add(path);
    folded = next;
    draw();
    control.resize(shown.drawing);
  };
  svg.addEventListener("click", (event) => {
    const path = pathAt(event);
    if (path !== null) onSelect(path);
  });
  svg.addEventListener("dblclick", (event) => toggleFold(pathAt(event) ?? ""));
  return {
    ...control,
    svg,
    toggleFold,
    show(tree, view) {
      if (shown?.tree !== tree) folded = initialFolds(tree.index);
      selected = "";
      shown = { tree, view, drawing: drawTree(tree.index, { view, folded, room: svg.clientWidth - 16 }) };
      draw();
      control.resize(shown.drawing);
    },
    select(path, hasFocus) {
      if (!shown) return;
      const before = [...pathTo(selected), selected];
      selected = path;
      const hiding = [...folded].filter((fold) => path.startsWith(`${fold}.`));
      if (hiding.length > 0) {
        folded = new Set([...folded].filter((fold) => !hiding.includes(fold)));
        draw();
        control.resize(shown.drawing);
      } else redraw([...before, ...pathTo(path), path]);
      const item = shown.drawing.drawings.get(path);
      if (item) control.reveal(item.x, item.y);
      if (hasFocus) items.get(path)?.focus({ preventScroll: true });
    },
    move(to) {
      if (!shown) return selected;
      const { paths } = shown.tree.index;
      return moveInTree(shown.view === "icicle" ? paths : visiblePaths(paths, folded), selected, to);
    },
  };
}
