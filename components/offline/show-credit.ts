import { explainBelow, explainCredit, type CreditStep } from "@/components/tree/explain-credit.ts";
import { formatValue } from "@/components/tree/format-value.ts";
import { kindOf } from "@/components/tree/look-of-node.ts";
import { depthOf, type Path } from "@/lib/core/path.ts";
import { button, element } from "./build-element.ts";
import { glyphOf } from "./glyph-of.ts";
import type { PanelParts } from "./panel-parts.ts";

/** Where a value comes from and what it does above, step by step up to the question, in the words of the tree page. */
export function showCredit(path: Path, parts: PanelParts): HTMLElement {
  const { index } = parts.tree;
  return element(
    "section",
    { "aria-label": "How the credit was computed" },
    element(
      "h3",
      {},
      "How the credit was computed ",
      element("small", {}, `mean of the children, positive if > ${index.tree.threshold}`),
    ),
    ...explainCredit(index, path).map((step) => stepOf(step, parts)),
    belowOf(path, parts),
  );
}

/** The steps down to the leaves, written when they are asked for: below the question of a large tree they are hundreds. */
function belowOf(path: Path, parts: PanelParts): HTMLElement | null {
  const { index } = parts.tree;
  if (!index.children.get(path)?.some((child) => index.children.has(child))) return null;
  const details = element("details", {}, element("summary", {}, "Below it, down to the leaves"));
  details.addEventListener(
    "toggle",
    () => {
      for (const step of explainBelow(index, path)) {
        const row = stepOf(step, parts);
        row.classList.add(`indent-${Math.min(3, depthOf(step.path) - depthOf(path) - 1)}`);
        details.append(row);
      }
    },
    { once: true },
  );
  return details;
}

function stepOf(step: CreditStep, { tree, onSelect }: PanelParts): HTMLElement {
  const { threshold } = tree.index.tree;
  const children = step.children.map((child) => {
    const text = child.place.kind === "node" ? textOf(child.place) : "!";
    const look = child.isOnPath ? "chip here" : "chip";
    return button(
      () => onSelect(child.path),
      { class: look, "aria-label": `${child.name}, ${text}` },
      glyphOf(child.place, threshold),
      text,
    );
  });
  const { interval } = step;
  return element(
    "div",
    { class: "step" },
    button(() => onSelect(step.path), { class: "name" }, step.name),
    ...children,
    element("b", { class: "value" }, step.valueText ?? "–"),
    element("p", { class: "small" }, step.words),
    interval
      ? element(
          "p",
          { class: "tiny" },
          `95 %: ${interval.low.toFixed(2)} to ${interval.high.toFixed(2)}, from ${interval.groups} children whose leaves are worth ${interval.effectiveLeaves.toFixed(1)} independent ones`,
        )
      : null,
  );
}

const textOf = (place: Extract<CreditStep["children"][number]["place"], { kind: "node" }>): string =>
  kindOf(place.node, place.role) === "unknown" ? "?" : (formatValue(place.node) ?? "–");
