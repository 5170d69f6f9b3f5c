import { scanGroup } from "../scan-group.ts";
import { stripBoxes } from "./strip-boxes.ts";
import { stripStyles } from "./strip-styles.ts";

const replacements: readonly (readonly [RegExp, string])[] = [
  [/×/g, "\\times "],
  [/[·⋅∙]/g, "\\cdot "],
  [/÷/g, "/"],
  [/π/g, "\\pi "],
  [/∞/g, "\\infty "],
  [/≤|⩽/g, "\\le "],
  [/≥|⩾/g, "\\ge "],
  [/≠/g, "\\ne "],
  [/≈/g, "\\approx "],
  [/±/g, "\\pm "],
  [/∪/g, "\\cup "],
  [/∈/g, "\\in "],
  [/°|\^\s?(?:\{\s?\\circ\s?\}|\\circ(?![a-zA-Z]))|\\degree\b/g, "°"],
  [/√/g, "\\sqrt "],
  [/½/g, "\\frac{1}{2}"],
  [/¼/g, "\\frac{1}{4}"],
  [/¾/g, "\\frac{3}{4}"],
  [/²/g, "^2"],
  [/³/g, "^3"],
  [/\\(?:left|right|middle)(?![a-zA-Z])\.?/g, ""],
  [/\\[bB]igg?[lrm]?(?![a-zA-Z])/g, ""],
  [/\\(?:displaystyle|textstyle|limits|nolimits)(?![a-zA-Z])/g, ""],
  [/\\(?:[dtcs]|nice)frac(?![a-zA-Z])/g, "\\frac"],
  [/\\bar(?=\s?\{\d)/g, "\\overline"],
  [/\\mathrm\s?\{\s?([ei])\s?\}/g, "$1 "],
  [/\\operatorname\s?\*?\{\s?(sin|cos|tan|sec|csc|cot|arcsin|arccos|arctan|ln|log|exp)\s?\}/g, "\\$1 "],
  [/(?<=\d)\s?[xX]\s?(?=10\s?\^)/g, "\\times "],
  [/(?<=[\w)}])\*\*(?=[\w({])/g, "^"],
  [/(?<=[)\]])\s?U\s?(?=[([])/g, "\\cup "],
  [/\\(?:mathbb|Bbb)\s?(?:\{\s?R\s?\}|R(?![A-Za-z]))(?!\s?[\^_\\])/g, "(-\\infty,\\infty)"],
  [/\\(?:emptyset|varnothing)(?![a-zA-Z])|^\\\{\s?\\\}$/g, "\\text{empty set}"],
  [/\\[dt]binom(?![a-zA-Z])/g, "\\binom"],
  // What is left where a model or a file lost its braces and spaces.
  [/\\(begin|end)([pbBvV]?matrix)(?![a-z])/g, "\\$1{$2}"],
  [/\\(sin|cos|tan|cot|sec|csc|ln|log)(?=[a-gi-z](?![a-zA-Z]))/g, "\\$1 "],
  [/\\pm\s?\*/g, "\\pm "],
  [/\\leqslant|\\leq(?![a-zA-Z])/g, "\\le "],
  [/\\geqslant|\\geq(?![a-zA-Z])/g, "\\ge "],
  [/\\neq(?![a-zA-Z])/g, "\\ne "],
  [/\\lt(?![a-zA-Z])/g, "<"],
  [/\\gt(?![a-zA-Z])/g, ">"],
  [/<=/g, "\\le "],
  [/>=/g, "\\ge "],
  [/\\lbrace/g, "\\{"],
  [/\\rbrace/g, "\\}"],
  [/\\[lr]vert/gi, "|"],
  [/\\[lr]paren/g, ""],
  [/(^|[\s(=])\*\*(?=\S)/g, "$1"],
  [/(?<=\S)\*\*(?=[\s.,)]|$)/g, ""],
  [/(\d)(?:\{,\}|,\\!)\s?(?=\d{3}(?!\d))/g, "$1"],
  [/\{,\}|,\\!/g, ","],
  [/(\d)(?:\\,|\\ |\\;|\\:)(?=\d{3}(?!\d))/g, "$1"],
  [/(?<!\\)\\[,!;: ]|~|\\q?quad(?![a-zA-Z])|\\hspace\{[^{}]{0,20}\}|&nbsp;/g, " "],
  [/\\%/g, "%"],
  [/\\\$/g, "$"],
  [
    /\\(?:mbox|textbf|textit|textrm|textnormal|mathrm|operatorname|emph|texttt|textsf|hbox)\s?\*?(?=\{)/g,
    "\\text",
  ],
  [/(\d)\s?\^\s?(?:\{\s?\\text\s?\{\s?(?:st|nd|rd|th)\s?\}\s?\}|\\text\s?\{\s?(?:st|nd|rd|th)\s?\})/g, "$1 "],
  [/(\d)(?:st|nd|rd|th)\b/g, "$1 "],
  [/\\(?:text|mathrm|rm)\s?\{\s?(infinity)\s?\}/gi, "\\infty "],
  [
    /(?<![A-Za-z\\])(pi|sqrt|sin|cos|tan|sec|csc|cot|arcsin|arccos|arctan|ln|log|exp|infty|infinity|inf|oo)(?![A-Za-z])/g,
    "\\$1 ",
  ],
  [/\\(?:infinity|inf|oo)(?![a-zA-Z])/g, "\\infty "],
  [/(\d)\s+(\d{1,9})\s?\/\s?(\d{1,9})(?![\d.])/g, "$1\\frac{$2}{$3}"],
];

/** Math delimiters around the whole, or null. */
function unwrapMath(text: string): string | null {
  for (const [open, close] of [
    ["$$", "$$"],
    ["$", "$"],
    ["\\(", "\\)"],
    ["\\[", "\\]"],
  ] as const) {
    if (text.length < open.length + close.length || !text.startsWith(open) || !text.endsWith(close)) continue;
    const inner = text.slice(open.length, -close.length);
    if (!inner.includes(open)) return inner;
  }
  return null;
}

/**
 * A formula in one spelling: layout commands gone, symbols as commands, fractions as \frac, degrees as °,
 * text commands as \text, no delimiters or closing stop around it. Equal spellings have equal results; the reverse is not promised.
 */
export function cleanLatex(source: string): string {
  let text = stripStyles(stripBoxes(source)).trim();
  for (let depth = 0; depth < 4; depth++) {
    const inner = unwrapMath(text.replace(/[\s.,;:。,]+$/u, "").replace(/^[\s*_`:]+/, ""));
    if (inner === null) break;
    text = inner.trim();
  }
  for (const [pattern, replacement] of replacements) text = text.replace(pattern, replacement);
  if (/^[-$]{0,2}\d{1,3}(?: \d{3}){1,12}(?:\.\d{1,40})?(?!\d| \d)/.test(text))
    text = text.replace(/(?<=\d) (?=\d{3}(?!\d))/g, "");
  text = text.replace(/^(-?\d{1,40}(?:\.\d{1,40})?)[eE]([-+]?\d{1,4})$/, "$1\\cdot 10^{$2}");
  text = text.replace(/(?<!\\)\$(?!\s{0,2}[\d.])/g, " ");
  text = text
    .replace(/\s+/g, " ")
    .replace(/(?:[\s;:。]|(?<!\.)\.|,|\\\\)+$/u, "")
    .trim();
  while (text.startsWith("{") && scanGroup(text, 0) === text.length) text = text.slice(1, -1).trim();
  return text;
}
