import { headsOf } from "@/components/tree/heads-of.ts";
import { drawNode } from "@/components/tree/draw-node.ts";
import { nameOf, type TreeIndex } from "@/components/tree/index-tree.ts";
import { depthOf, type Path } from "@/lib/core/path.ts";
import { layOutIcicle } from "@/lib/draw/icicle.ts";
import { layOutTree } from "@/lib/draw/layout-tree.ts";
import { markup, type Markup } from "@/lib/draw/markup.ts";
import { paintLight } from "@/lib/draw/palette.ts";
import { wrapText } from "@/lib/draw/wrap-text.ts";
import { cellMarkup } from "./cell-markup.ts";
import { edgesMarkup } from "./edges-markup.ts";
import { fontOf } from "./fonts.ts";
import { legendMarkup, legendSize } from "./legend-markup.ts";
import { nodeMarkup } from "./node-markup.ts";

export type PictureOptions = {
  readonly view: "tree" | "icicle";
  /** The subtree to draw; "" is the whole tree. */
  readonly root?: Path;
  readonly folded?: ReadonlySet<Path>;
  /** Values and labels are a supposition; the picture says so. */
  readonly isSupposed?: boolean;
};
/** `width` and `height` in px at scale 1. */
export type Picture = { readonly svg: Markup; readonly width: number; readonly height: number };
type Body = {
  readonly content: Markup;
  readonly columns: readonly number[];
  readonly width: number;
  readonly height: number;
};

const gutter = 16;
const headHeight = { tree: 40, icicle: 22 } as const;
const lineHeight = 18;
/** Lines of a question; longer ones are whole in the picture's description. */
const mostLines = 12;
const icicleWidth = 960;

/**
 * A tree or its icicle as a picture of its own, in the light theme: question and gold above, column heads, every node
 * with its value as a fraction, legend, and where it comes from. The places and colours are those of the screen.
 */
export function drawPicture(index: TreeIndex, options: PictureOptions): Picture {
  const { tree } = index;
  const paint = paintLight;
  const root = options.root ?? "";
  const body = options.view === "tree" ? treeBody(index, options) : icicleBody(index, root);
  const width = Math.ceil(Math.max(body.width, legendSize.width) + 2 * gutter);
  const question = wrapText(tree.question.text, Math.floor((width - 2 * gutter) / 6.7), mostLines);
  const goldLine = wrapText(`Gold ${tree.question.gold}`, Math.floor((width - 2 * gutter) / 6.7), 1)[0] ?? "";
  const top = gutter + (question.length + 1) * lineHeight + 10;
  const bodyTop = top + headHeight[options.view];
  const legendTop = bodyTop + body.height + 12;
  const height = Math.ceil(legendTop + legendSize.height + lineHeight + gutter);
  const line = (text: string, y: number, attributes: Markup["attributes"] = {}): Markup =>
    markup("text", { x: gutter, y, "font-size": 13, fill: paint("ink"), ...attributes }, text);
  const place = root === "" ? undefined : index.places.get(root);
  const title = `${place ? `${place.role.title} ${nameOf(place)} (${root}) of question` : "Question"} ${tree.index + 1}, ${tree.runName}`;
  const heads = headsOf(index).slice(depthOf(root));
  const svg = markup(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-labelledby": "title desc",
      "font-family": fontOf.sans,
    },
    markup("title", { id: "title" }, title),
    markup("desc", { id: "desc" }, describe(index, root)),
    markup("rect", { width, height, fill: paint("bg") }),
    markup(
      "g",
      { direction: "ltr" },
      ...question.map((text, at) => line(text, gutter + (at + 0.8) * lineHeight)),
      line(goldLine, gutter + (question.length + 0.8) * lineHeight, {
        "font-family": fontOf.mono,
        "font-weight": 700,
      }),
    ),
    markup(
      "g",
      { transform: `translate(${gutter} ${top})` },
      ...heads.flatMap(({ title: head, note }, column) => {
        const x = body.columns[column] ?? 0;
        const isFirst = column === 0 || options.view === "icicle";
        const at = {
          x: isFirst ? Math.max(0, x - (options.view === "icicle" ? 0 : 42)) : x,
          "text-anchor": isFirst ? "start" : "middle",
        };
        return [
          markup("text", { ...at, y: 14, "font-size": 12, "font-weight": 620, fill: paint("ink") }, head),
          markup(
            "text",
            { ...at, y: 29, "font-size": 11, fill: paint("ink3") },
            options.view === "tree" && root === "" ? note : "",
          ),
        ];
      }),
    ),
    markup("g", { transform: `translate(${gutter} ${bodyTop})` }, body.content),
    markup(
      "g",
      { transform: `translate(${gutter} ${legendTop})` },
      legendMarkup(tree.threshold, paint, { hasEdges: options.view === "tree" }),
    ),
    line(sourceOf(index, options.isSupposed ?? false), height - gutter, {
      "font-size": 11,
      fill: paint("ink3"),
    }),
  );
  return { svg, width, height };
}

function treeBody(index: TreeIndex, { root = "", folded = new Set() }: PictureOptions): Body {
  const open = new Set([...folded].filter((path) => path !== root));
  const layout = layOutTree(index.paths, { folded: open, root, depths: index.depths - depthOf(root) });
  const content = markup(
    "g",
    {},
    edgesMarkup(index, layout.links, paintLight),
    ...layout.nodes.map((placed) => {
      const node = drawNode(index, placed);
      const { x, y } = placed;
      return markup(
        "g",
        { transform: `translate(${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100})` },
        markup("title", {}, node.label),
        ...nodeMarkup(node, paintLight),
      );
    }),
  );
  return { content, columns: layout.columns, width: layout.width, height: layout.height };
}

/** Every leaf gets a band high enough for its words. */
function icicleBody(index: TreeIndex, root: Path): Body {
  const leaves = index.paths.filter(
    (path) => (root === "" || path.startsWith(`${root}.`)) && !index.children.has(path),
  ).length;
  const height = Math.max(60, 20 * leaves);
  const depths = index.depths - depthOf(root);
  const { cells, columns } = layOutIcicle(index.paths, { width: icicleWidth, height, root, depths });
  const content = markup(
    "g",
    {},
    ...cells.map((cell) =>
      markup(
        "g",
        {},
        markup("title", {}, drawNode(index, { ...cell, hidden: 0 }).label),
        ...cellMarkup(index, cell, paintLight),
      ),
    ),
  );
  return { content, columns, width: icicleWidth, height };
}

/** The whole question and what the picture says, for who cannot see it. */
function describe(index: TreeIndex, root: Path): string {
  const heads = headsOf(index).map(({ title, note }) => `${title}: ${note}.`);
  return [
    `Question: ${index.tree.question.text}`,
    `Gold: ${index.tree.question.gold}`,
    ...(root === "" ? heads : [`The subtree of ${nameOf(index.places.get(root))} at path ${root}.`]),
    `A node is positive when its value, the mean of its children's, is above ${index.tree.threshold}.`,
  ]
    .filter(Boolean)
    .join("\n");
}

function sourceOf({ tree }: TreeIndex, isSupposed: boolean): string {
  const models = [...new Set(tree.nodes.flatMap(({ model }) => (model === null ? [] : [model])))];
  return [
    `Question ${tree.index + 1} of ${tree.treesTotal}, ${tree.runName}`,
    models.join(", "),
    isSupposed ? "WHAT IF: values are tried, not stored" : "",
    tree.isSimulated ? "SIMULATION, no model was asked" : "",
  ]
    .filter(Boolean)
    .join(" · ");
}
