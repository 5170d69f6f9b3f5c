import type { DrawnNode } from "@/components/tree/draw-node.ts";
import { markPath } from "@/components/tree/mark-path.ts";
import { markOf } from "@/components/tree/look-of-node.ts";
import { markup, type Markup } from "@/lib/draw/markup.ts";
import type { Paint } from "@/lib/draw/palette.ts";

/** The shape of a node round 0,0 as the tree page draws it: a circle is positive, a square negative, dashed unknown, a diamond failed. */
export function glyphMarkup(
  { shape, stop, radius: r }: Pick<DrawnNode, "shape" | "stop" | "radius">,
  paint: Paint,
): Markup[] {
  if (shape === "question") return [];
  if (shape === "asked")
    return [
      markup("circle", {
        r: r - 1,
        fill: paint("bg"),
        stroke: paint("edge"),
        "stroke-width": 1.5,
        "stroke-dasharray": "1.5 3",
        "stroke-linecap": "round",
      }),
    ];
  if (shape === "failed") {
    const side = r * 1.15;
    return [
      markup("rect", {
        x: -side / 2,
        y: -side / 2,
        width: side,
        height: side,
        rx: 1.5,
        transform: "rotate(45)",
        fill: paint("danger"),
      }),
      markOn("!", r, paint("surface")),
    ];
  }
  const look = {
    class: "shape",
    fill: stop === null ? paint("bg") : paint(`v${stop}`),
    stroke: paint("edge"),
    ...(shape === "unknown" || shape === "unlabelled" || shape === "open"
      ? { "stroke-width": 1.5, "stroke-dasharray": "3 2" }
      : { "stroke-width": 0.75 }),
  };
  const [side, stroke] = [r * 0.92, markPath(shape, r)];
  const ink = stop === null ? paint("ink2") : paint(`g${stop}`);
  return [
    shape === "positive"
      ? markup("circle", { ...look, r })
      : markup("rect", { ...look, x: -side, y: -side, width: 2 * side, height: 2 * side, rx: 3 }),
    stroke === null
      ? markOn(markOf[shape], r, ink)
      : markup("path", {
          d: stroke,
          fill: "none",
          stroke: ink,
          "stroke-width": 0.2 * r,
          "stroke-linecap": "round",
        }),
  ];
}

const markOn = (text: string, size: number, fill: string): Markup =>
  markup(
    "text",
    {
      y: size * 0.38,
      "text-anchor": "middle",
      "font-size": Math.round(size * 1.12),
      "font-weight": 700,
      fill,
    },
    text,
  );
