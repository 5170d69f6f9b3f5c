import { glyphMarkup } from "@/components/picture/glyph-markup.ts";
import { valueStop } from "@/lib/draw/colour.ts";
import { markup } from "@/lib/draw/markup.ts";
import { paintByTheme } from "@/lib/draw/palette.ts";
import { button, drawElement, element } from "./build-element.ts";
import type { Summary } from "./read-page.ts";

export type TreeList = { readonly frame: HTMLElement; mark(at: number): void };

/** The questions of the page, to be narrowed by words, each with the value of its tree. */
export function createTreeList(
  summaries: readonly Summary[],
  threshold: () => number,
  onOpen: (at: number) => void,
): TreeList {
  const rows = summaries.map((summary, at) => {
    const { index, question, value, leaves, correctLeaves } = summary;
    return button(
      () => onOpen(at),
      { class: "row" },
      glyph(value, threshold()),
      element("b", {}, String(index + 1)),
      element("span", { class: "words", dir: "auto" }, question),
      element("span", { class: "small" }, leaves === 0 ? "–" : `${correctLeaves}/${leaves}`),
    );
  });
  const search = element("input", {
    type: "search",
    placeholder: "Find a question",
    "aria-label": "Find a question",
  });
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase();
    rows.forEach((row, at) => {
      row.hidden = !(summaries[at]?.question ?? "").toLowerCase().includes(words);
    });
  });
  const frame = element(
    "nav",
    { "aria-label": "Questions" },
    search,
    element("div", { class: "rows" }, ...rows),
  );
  let marked: HTMLButtonElement | undefined;
  return {
    frame,
    mark(at) {
      marked?.removeAttribute("aria-current");
      marked = rows[at];
      marked?.setAttribute("aria-current", "true");
      marked?.scrollIntoView({ block: "nearest" });
    },
  };
}

function glyph(value: number | null, threshold: number): SVGElement {
  const stop = value === null ? null : valueStop(value, threshold);
  const shape = value === null ? "open" : value > threshold ? "positive" : "negative";
  const drawn = glyphMarkup({ shape, stop, radius: 8 }, paintByTheme);
  return drawElement(
    markup(
      "svg",
      { width: 20, height: 20, "aria-hidden": "true" },
      markup("g", { transform: "translate(10 10)" }, ...drawn),
    ),
  );
}
