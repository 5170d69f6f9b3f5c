import { glyphMarkup } from "@/components/picture/glyph-markup.ts";
import type { Place } from "@/components/tree/index-tree.ts";
import { kindOf } from "@/components/tree/look-of-node.ts";
import { valueStop } from "@/lib/draw/colour.ts";
import { markup } from "@/lib/draw/markup.ts";
import { paintByTheme } from "@/lib/draw/palette.ts";
import { drawElement } from "./build-element.ts";

/** The glyph of a place beside its name. */
export function glyphOf(place: Place, threshold: number): Element {
  const kind = place.kind === "node" ? kindOf(place.node, place.role) : place.kind;
  const value = place.kind === "node" && kind !== "unknown" ? place.node.value : null;
  const stop = value === null ? null : valueStop(value, threshold);
  const glyph = glyphMarkup({ shape: kind, stop, radius: 8 }, paintByTheme);
  const shift = markup("g", { transform: "translate(10 10)" }, ...glyph);
  return drawElement(markup("svg", { width: 20, height: 20, "aria-hidden": "true" }, shift));
}
