import type { Markup } from "./markup.ts";

// What XML 1.0 can hold in no form, lone halves of surrogate pairs among it.
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text for an element's content or a quoted attribute; what XML cannot hold becomes U+FFFD. */
export const escapeMarkup = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(unwritable, "\uFFFD")
    .replaceAll(/[&<>"]/g, (mark) => escapes[mark] ?? mark);

/** At most two digits behind the point: a hundredth of a pixel is seen by nobody. */
const printNumber = (value: number): string => String(Math.round(value * 100) / 100);

/** A drawing as XML text, every text in it escaped. */
export function writeMarkup({ name, attributes, children }: Markup): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [` ${key}="${typeof value === "number" ? printNumber(value) : escapeMarkup(value)}"`],
  );
  const inner = children
    .map((child) => (typeof child === "string" ? escapeMarkup(child) : writeMarkup(child)))
    .join("");
  return inner === "" ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>${inner}</${name}>`;
}
