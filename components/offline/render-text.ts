import { fromMarkdown } from "mdast-util-from-markdown";
import { toHast } from "mdast-util-to-hast";
import { cutElements } from "@/lib/draw/cut-elements.ts";
import type { Span } from "@/lib/draw/cut-text.ts";
import { formulaKey } from "@/lib/draw/page/formula-key.ts";
import { plantMarks, type PlantedText } from "@/lib/draw/plant-marks.ts";
import { element } from "./build-element.ts";
import { renderFormula } from "./render-formula.ts";

type Formulas = Readonly<Record<string, string>>;
type Parsed = {
  type: string;
  value?: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: Parsed[];
};

// oxfmt-ignore
const kept = ["p", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br", "mark"] as const;
type Kept = (typeof kept)[number];
const isKept = (name: string): name is Kept => (kept as readonly string[]).includes(name);

/**
 * A model's text as it means to look, as the tree page shows it: Markdown and formulas, no HTML of its own, links that
 * lead nowhere. Only elements named here come to be, and all that is not Markdown is text.
 */
export function renderText(text: string, answer: Span | null, formulas: Formulas): HTMLElement {
  const planted = plantMarks(text, answer);
  const parsed: Parsed = toHast(fromMarkdown(planted.markdown), { allowDangerousHtml: true });
  cutElements(planted)({ ...parsed, children: parsed.children ?? [] });
  return element("div", { class: "read", dir: "auto" }, ...childrenOf(parsed, planted, formulas));
}

const childrenOf = (parsed: Parsed, planted: PlantedText, formulas: Formulas): Node[] =>
  (parsed.children ?? []).map((child) => build(child, planted, formulas));

function build(parsed: Parsed, planted: PlantedText, formulas: Formulas): Node {
  if (parsed.type === "text" || parsed.type === "raw") return new Text(parsed.value ?? "");
  const { tagName = "", properties = {} } = parsed;
  const children = childrenOf(parsed, planted, formulas);
  if (isKept(tagName)) {
    const start =
      tagName === "ol" && typeof properties["start"] === "number" ? properties["start"] : undefined;
    return element(tagName, { start }, ...children);
  }
  if (/^h[1-6]$/.test(tagName)) return element("p", { class: "heading" }, ...children);
  if (tagName === "a")
    return element("span", { class: "link", title: told(properties["href"]) }, ...children);
  if (tagName === "img") {
    const words = told(properties["alt"]);
    return element(
      "span",
      { class: "quiet", title: told(properties["src"]) },
      `[picture${words ? `: ${words}` : ""}]`,
    );
  }
  if (tagName === "data") return formulaOf(planted.maths[Number(properties["value"])], formulas);
  const fragment = new DocumentFragment();
  fragment.append(...children);
  return fragment;
}

function formulaOf(maths: PlantedText["maths"][number] | undefined, formulas: Formulas): Node {
  if (!maths) return new Text("");
  const mathml = formulas[formulaKey(maths.tex, maths.isDisplay)];
  const drawn = mathml === undefined ? null : renderFormula(mathml);
  return element(
    maths.isAnswer ? "mark" : "span",
    { class: maths.isDisplay ? "display" : undefined, title: maths.tex },
    drawn ?? element("code", {}, maths.tex),
  );
}

const told = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
