import { legendMarkup, legendSize } from "@/components/picture/legend-markup.ts";
import { isPath, type Path } from "@/lib/core/path.ts";
import { markup } from "@/lib/draw/markup.ts";
import { paintByTheme } from "@/lib/draw/palette.ts";
import { button, drawElement, element } from "./build-element.ts";
import type { View } from "./draw-tree.ts";
import { readPage, type OpenTree } from "./read-page.ts";
import { showNode } from "./show-node.ts";
import { createTreeList } from "./tree-list.ts";
import { createTreeView } from "./tree-view.ts";

/** More leaves than this are easier to read as bands. */
const mostLeavesAsTree = 40;
/** Px below which the same goes for any tree. */
const narrow = 600;

// The whole page with no network: reads the data that stands in it, shows one tree at a time. `#2/1.2.1` is the third
// tree's node 1.2.1.
const page = readPage();
let [at, path, isRaw]: [number, Path, boolean] = [-1, "", false];
let tree: OpenTree = page.openTree(0);
let view: View = "tree";

const drawing = createTreeView((to) => select(to, true));
const { threshold } = tree.index.tree;
const list = createTreeList(
  page.summaries,
  () => threshold,
  (to) => open(to),
);
const panel = element("aside", { "aria-label": "Inspector", tabindex: 0 });
const name = element("b", { class: "place" });
const question = element("div", { class: "question", dir: "auto" });
const viewButton = button(() => show(view === "tree" ? "icicle" : "tree"), {});
const isOne = page.summaries.length === 1;

function open(to: number, node: Path = ""): void {
  if (to < 0 || to >= page.summaries.length) return;
  tree = to === 0 && at === -1 ? tree : page.openTree(to);
  at = to;
  const { index, question: asked } = tree.index.tree;
  name.textContent = `Question ${index + 1}`;
  question.replaceChildren(
    element("span", {}, asked.text),
    element("span", { class: "gold" }, "Gold ", element("b", { class: "mono" }, asked.gold)),
  );
  list.mark(to);
  const leaves = tree.index.paths.filter((each) => !tree.index.children.has(each)).length;
  const isPhone = innerWidth < narrow;
  show(leaves > mostLeavesAsTree || isPhone ? "icicle" : "tree");
  select(tree.index.places.has(node) ? node : "", false);
}

function show(next: View): void {
  view = next;
  viewButton.replaceChildren(next === "tree" ? "Icicle " : "Tree ", element("kbd", {}, "i"));
  drawing.show(tree, next);
  if (path !== "" && tree.index.places.has(path)) drawing.select(path, false);
}

function select(to: Path, hasFocus: boolean): void {
  path = to;
  drawing.select(to, hasFocus);
  panel.replaceChildren(
    ...showNode(to, { tree, isRaw, onRaw: setRaw, onSelect: (next) => select(next, true) }),
  );
  panel.scrollTop = 0;
  history.replaceState(null, "", `#${at}${to === "" ? "" : `/${to}`}`);
}

function setRaw(next: boolean): void {
  isRaw = next;
  const top = panel.scrollTop;
  select(path, false);
  panel.scrollTop = top;
}

function turnTheme(): void {
  const root = document.documentElement;
  const isDark = root.dataset["theme"]
    ? root.dataset["theme"] === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset["theme"] = isDark ? "light" : "dark";
}

const keys: Readonly<Record<string, () => void>> = {
  h: () => select(drawing.move("parent"), true),
  l: () => select(drawing.move("child"), true),
  j: () => select(drawing.move("next"), true),
  k: () => select(drawing.move("previous"), true),
  Home: () => select(drawing.move("first"), true),
  End: () => select(drawing.move("last"), true),
  "[": () => open(at - 1),
  "]": () => open(at + 1),
  i: () => show(view === "tree" ? "icicle" : "tree"),
  f: () => drawing.fit(),
  z: () => drawing.toggleFold(path),
  r: () => setRaw(!isRaw),
  "+": () => drawing.zoomBy(1.3),
  "-": () => drawing.zoomBy(1 / 1.3),
};
const arrows: Readonly<Record<string, string>> = {
  ArrowLeft: "h",
  ArrowRight: "l",
  ArrowDown: "j",
  ArrowUp: "k",
};

document.addEventListener("keydown", (event) => {
  const { target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || target instanceof HTMLInputElement) return;
  const arrow = arrows[event.key];
  // In the panel the arrows scroll.
  if (arrow && target instanceof Node && panel.contains(target)) return;
  const act = keys[arrow ?? event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

function readAddress(): void {
  const [to = "0", node = ""] = decodeURIComponent(location.hash.slice(1)).split("/");
  const asked = /^\d+$/.test(to) ? Number(to) : 0;
  open(asked < page.summaries.length ? asked : 0, isPath(node) ? node : "");
}

const step = (by: number, label: string, text: string): HTMLElement | null =>
  isOne ? null : button(() => open(at + by), { "aria-label": label, title: label }, text);
const about = element(
  "details",
  { class: "about" },
  element("summary", {}, "About"),
  element(
    "div",
    {},
    element(
      "dl",
      {},
      ...page.about.facts.flatMap(([key, value]) => [element("dt", {}, key), element("dd", {}, value)]),
    ),
    element(
      "p",
      { class: "small" },
      "h j k l or arrows: parent, next, previous, child · [ ] question · i tree or icicle · f fit · z fold · r raw · + − zoom. Drag to pan, ctrl and wheel to zoom.",
    ),
  ),
);
document.getElementById("page")?.append(
  element(
    "header",
    {},
    element("h1", {}, page.about.runName),
    page.about.isSimulated ? element("span", { class: "tag warn" }, "Simulated model") : null,
    step(-1, "Previous question ([)", "‹"),
    name,
    element("span", { class: "small" }, `of ${page.about.treesTotal}`),
    step(1, "Next question (])", "›"),
    element("span", { class: "gap" }),
    viewButton,
    button(() => drawing.fit(), {}, "Fit ", element("kbd", {}, "f")),
    button(() => drawing.zoomBy(1.3), { "aria-label": "Zoom in" }, "+"),
    button(() => drawing.zoomBy(1 / 1.3), { "aria-label": "Zoom out" }, "−"),
    button(turnTheme, { "aria-label": "Light or dark" }, "◐"),
    about,
  ),
  element(
    "div",
    { class: isOne ? "body one" : "body" },
    isOne ? null : list.frame,
    element(
      "section",
      { class: "stage", "aria-label": "Reasoning tree" },
      question,
      drawing.svg,
      drawElement(
        markup(
          "svg",
          {
            ...legendSize,
            class: "legend",
            role: "img",
            "aria-label": `Value scale from 0 to 1 with a notch at the threshold ${threshold}`,
          },
          legendMarkup(threshold, paintByTheme, { hasEdges: true }),
        ),
      ),
    ),
    panel,
  ),
);
addEventListener("hashchange", readAddress);
readAddress();
