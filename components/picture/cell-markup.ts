import { drawNode, shorten } from "@/components/tree/draw-node.ts";
import type { TreeIndex } from "@/components/tree/index-tree.ts";
import { markOf } from "@/components/tree/look-of-node.ts";
import type { IcicleCell } from "@/lib/draw/icicle.ts";
import { markup, type Markup } from "@/lib/draw/markup.ts";
import type { Paint } from "@/lib/draw/palette.ts";
import { fontOf } from "./fonts.ts";
import type { NodeState } from "./node-markup.ts";

/** Under this width a band has room for the start of an answer only. */
const leastWide = 190;
/** Under this height a band has no room for words. */
const leastText = 11;
const plain: NodeState = { isOnPath: false, isSelected: false };

/** One band of the icicle with its words. */
export function cellMarkup(
  index: TreeIndex,
  cell: IcicleCell,
  paint: Paint,
  state: NodeState = plain,
): Markup[] {
  const drawn = drawNode(index, { ...cell, hidden: 0 });
  const { shape, stop, answer } = drawn;
  const gap = cell.height > 3 ? 2 : 0;
  const [width, height] = [Math.max(1, cell.width - 2), Math.max(0.5, cell.height - gap)];
  const ink = stop === null ? paint("ink2") : paint(`g${stop}`);
  const size = Math.min(12, Math.max(10, height - 3));
  const middle = cell.y + cell.height / 2 + size * 0.36;
  const edge =
    stop === null
      ? {
          stroke: paint(shape === "failed" ? "danger" : "edge"),
          "stroke-dasharray": shape === "asked" ? "1.5 3" : "3 2",
        }
      : {};
  const box = { x: cell.x, y: cell.y + gap / 2, width, height, rx: Math.min(5, height / 4) };
  const drawing = [
    markup("rect", {
      ...box,
      class: "shape",
      fill: stop === null ? paint(shape === "failed" ? "dangerbg" : "bg") : paint(`v${stop}`),
      ...edge,
    }),
    ...(state.isOnPath
      ? [
          markup("rect", {
            x: cell.x + 1,
            y: cell.y + gap / 2 + 1,
            width: Math.max(1, width - 2),
            height: Math.max(0.5, height - 2),
            rx: Math.min(4, height / 4),
            fill: "none",
            stroke: paint("accent"),
            "stroke-width": 2.5,
          }),
        ]
      : []),
  ];
  if (height < leastText) return drawing;
  if (shape === "question")
    return [
      ...drawing,
      markup(
        "text",
        {
          x: cell.x + width / 2,
          y: middle,
          "text-anchor": "middle",
          fill: ink,
          "font-size": 12,
          "font-weight": 680,
        },
        drawn.value,
      ),
    ];
  const mark = shape === "failed" ? "!" : shape === "asked" ? "" : markOf[shape];
  const value = answer === null ? drawn.value : "";
  const aside = height > 26 && answer === null ? drawn.aside : "";
  return [
    ...drawing,
    markup(
      "text",
      { x: cell.x + 8, y: middle, fill: ink, "font-size": size, "font-weight": 600 },
      [mark, drawn.name, value, aside].filter(Boolean).join(" "),
    ),
    ...(answer === null
      ? []
      : [
          markup(
            "text",
            {
              x: cell.x + width - 8,
              y: middle,
              "text-anchor": "end",
              fill: ink,
              "font-size": Math.min(11, size),
              "font-family": fontOf.mono,
            },
            width < leastWide ? shorten(answer, 10) : answer,
          ),
        ]),
  ];
}
