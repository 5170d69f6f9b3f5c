import type { Markup } from "@/lib/draw/markup.ts";

type Child = Node | string | null;
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An HTML element of the page. Texts become text nodes, so that no text is ever read as HTML; false and undefined attributes are left out. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  setAttributes(made, attributes);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A button that does one thing. */
export function button(onPress: () => void, attributes: Attributes, ...children: Child[]): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, ...children);
  made.addEventListener("click", onPress);
  return made;
}

/** A drawing as SVG elements. */
export function drawElement({ name, attributes, children }: Markup): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  setAttributes(made, attributes);
  made.append(...children.map((child) => (typeof child === "string" ? child : drawElement(child))));
  return made;
}

function setAttributes(made: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : String(value));
}
