import { valueStop } from "@/lib/draw/colour.ts";
import { markup, type Markup } from "@/lib/draw/markup.ts";
import type { Paint } from "@/lib/draw/palette.ts";
import { edgeLooks } from "./edges-markup.ts";
import { glyphMarkup } from "./glyph-markup.ts";

/** Px that the legend takes. */
export const legendSize = { width: 620, height: 20 } as const;

/** What hue, shape and edge width stand for, in one line from 0,0. */
export function legendMarkup(threshold: number, paint: Paint, { hasEdges }: { hasEdges: boolean }): Markup {
  const word = (x: number, text: string, fill = paint("ink2")): Markup =>
    markup("text", { x, y: 14, fill }, text);
  const sign = (x: number, shape: "positive" | "negative" | "unknown", stop: number | null): Markup =>
    markup("g", { transform: `translate(${x} 10)` }, ...glyphMarkup({ shape, stop, radius: 7 }, paint));
  const notch = valueStop(threshold, threshold);
  return markup(
    "g",
    { "font-size": 11 },
    word(0, "0"),
    ...Array.from({ length: 19 }, (_, stop) =>
      markup("rect", {
        x: 11 + (stop <= notch ? stop * 9 : stop * 9 - 6),
        y: 4,
        width: stop === notch ? 3 : 9,
        height: 12,
        fill: paint(stop === notch ? "ink" : `v${stop}`),
      }),
    ),
    word(183, "1"),
    word(197, `notch = θ ${threshold}`, paint("ink3")),
    sign(290, "positive", 18),
    word(302, "positive"),
    sign(362, "negative", 0),
    word(374, "negative"),
    sign(437, "unknown", null),
    word(449, "unknown"),
    ...(hasEdges
      ? [
          markup(
            "g",
            { stroke: paint("edge") },
            ...[4, 9, 15].map((y, look) =>
              markup("path", { d: `M508 ${y}h14`, "stroke-width": edgeLooks[look]?.width }),
            ),
          ),
          word(528, "pairs 0, 1, 2+"),
        ]
      : []),
  );
}
