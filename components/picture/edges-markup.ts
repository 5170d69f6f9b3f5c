import type { TreeIndex } from "@/components/tree/index-tree.ts";
import type { Path } from "@/lib/core/path.ts";
import { drawCurve } from "@/lib/draw/draw-curve.ts";
import type { PlacedLink } from "@/lib/draw/layout-tree.ts";
import { markup, type Markup } from "@/lib/draw/markup.ts";
import type { Paint } from "@/lib/draw/palette.ts";

/** By the pairs that the child is in: none, one, two or more. */
export const edgeLooks = [
  { width: 1, opacity: 0.7 },
  { width: 2.5, opacity: 0.5 },
  { width: 4, opacity: 0.5 },
] as const;

/** All edges as one path a width, those to `onPath` above them in the accent. */
export function edgesMarkup(
  index: TreeIndex,
  links: readonly PlacedLink[],
  paint: Paint,
  onPath: ReadonlySet<Path> = new Set(),
): Markup {
  const joined = edgeLooks.map(() => "");
  let dotted = "";
  for (const link of links) {
    const [path, curve] = [link.path, drawCurve(link)];
    const look = Math.min(2, index.pairs.own.get(path) ?? 0);
    if (index.places.get(path)?.kind === "node") joined[look] = (joined[look] ?? "") + curve;
    else dotted += curve;
  }
  const stroke = paint("edge");
  return markup(
    "g",
    { fill: "none", "aria-hidden": "true", "pointer-events": "none" },
    ...edgeLooks.map(({ width, opacity }, look) =>
      joined[look]
        ? markup("path", { d: joined[look], stroke, "stroke-width": width, "stroke-opacity": opacity })
        : null,
    ),
    dotted
      ? markup("path", {
          d: dotted,
          stroke,
          "stroke-width": 1.25,
          "stroke-dasharray": "1.5 4",
          "stroke-linecap": "round",
        })
      : null,
    ...links
      .filter(({ path }) => onPath.has(path))
      .flatMap((link) => [
        markup("path", { d: drawCurve(link), stroke: paint("bg"), "stroke-width": 7 }),
        markup("path", { d: drawCurve(link), stroke: paint("accent"), "stroke-width": 3.5 }),
      ]),
  );
}
