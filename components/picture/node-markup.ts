import type { DrawnNode } from "@/components/tree/draw-node.ts";
import { markup, type Markup } from "@/lib/draw/markup.ts";
import type { Paint } from "@/lib/draw/palette.ts";
import { fontOf } from "./fonts.ts";
import { glyphMarkup } from "./glyph-markup.ts";

/** Edges run behind the words. */
const halo = (paint: Paint): Markup["attributes"] => ({
  "paint-order": "stroke",
  stroke: paint("bg"),
  "stroke-width": 3,
  "stroke-linejoin": "round",
});

export type NodeState = { readonly isOnPath: boolean; readonly isSelected: boolean };
const plain: NodeState = { isOnPath: false, isSelected: false };

/** One node of the tree with its words, at its place. */
export function nodeMarkup(node: DrawnNode, paint: Paint, state: NodeState = plain): Markup[] {
  if (node.shape === "question") return questionMarkup(node, paint, state);
  const { radius, answer } = node;
  const words =
    answer === null
      ? markup(
          "text",
          {
            y: -radius - (state.isOnPath ? 10 : 7),
            ...halo(paint),
            "text-anchor": "middle",
            "font-size": 11.5,
            fill: paint("ink2"),
          },
          `${node.name} `,
          markup("tspan", { "font-weight": 650, fill: paint("ink") }, node.value),
          node.aside === ""
            ? null
            : markup("tspan", { "font-size": 11, fill: paint("ink3") }, ` ${node.aside}`),
        )
      : markup(
          "text",
          {
            x: state.isOnPath ? 24 : 17,
            y: 4,
            ...halo(paint),
            "font-size": 11,
            "font-family": fontOf.mono,
            "font-weight": state.isSelected ? 650 : undefined,
            fill: paint(node.isRight || state.isSelected ? "ink" : "ink2"),
          },
          answer,
        );
  return [
    ...(state.isOnPath ? [ringMarkup(node, paint, state)] : []),
    ...glyphMarkup(node, paint),
    ...(node.isTurned
      ? [
          markup("circle", {
            r: radius + 6,
            fill: "none",
            stroke: paint("accent"),
            "stroke-width": 1.75,
            "stroke-dasharray": "3 3",
          }),
        ]
      : []),
    ...(node.isOverridden
      ? [
          markup("circle", {
            cx: radius * 0.85,
            cy: -radius * 0.85,
            r: 3,
            fill: paint("accent"),
            stroke: paint("bg"),
            "stroke-width": 1,
          }),
        ]
      : []),
    ...(node.hidden > 0
      ? [
          markup("path", {
            d: `M${radius + 4} 0h10m-4 -4l4 4l-4 4`,
            fill: "none",
            stroke: paint("ink3"),
            "stroke-width": 1.5,
          }),
        ]
      : []),
    words,
  ];
}

function ringMarkup({ shape, radius }: DrawnNode, paint: Paint, { isSelected }: NodeState): Markup {
  const look = { fill: paint("bg"), stroke: paint("accent"), "stroke-width": isSelected ? 3 : 2 };
  const side = radius * 0.92 + 4.5;
  return shape === "positive"
    ? markup("circle", { r: radius + 4.5, ...look })
    : markup("rect", { x: -side, y: -side, width: 2 * side, height: 2 * side, rx: 6, ...look });
}

function questionMarkup(node: DrawnNode, paint: Paint, { isOnPath }: NodeState): Markup[] {
  const width = Math.max(52, node.value.length * 8 + 16);
  return [
    markup("rect", {
      class: "shape",
      x: -width / 2,
      y: -17,
      width,
      height: 34,
      rx: 8,
      fill: node.stop === null ? paint("sunken") : paint(`v${node.stop}`),
      stroke: paint(isOnPath ? "accent" : "edge"),
      "stroke-width": isOnPath ? 2.5 : 0.75,
    }),
    markup(
      "text",
      {
        y: 4.5,
        "text-anchor": "middle",
        "font-size": 12.5,
        "font-weight": 680,
        fill: node.stop === null ? paint("ink2") : paint(`g${node.stop}`),
      },
      node.value,
    ),
    ...(node.aside === ""
      ? []
      : [
          markup(
            "text",
            { y: 34, "text-anchor": "middle", "font-size": 11, fill: paint("ink3") },
            node.aside,
          ),
        ]),
  ];
}
