import type { Span } from "./cut-text.ts";

/** A formula within a text: `start` … `end` with its marks, `tex` without them. */
export type MathsSpan = Span & { readonly tex: string; readonly isDisplay: boolean };

const forms: readonly {
  readonly pattern: RegExp;
  readonly isDisplay: boolean;
  readonly keepsMarks?: true;
}[] = [
  { pattern: /\$\$((?:[^$\\]|\\[^])+?)\$\$/y, isDisplay: true },
  { pattern: /\\\[((?:[^\\]|\\[^\]])+?)\\\]/y, isDisplay: true },
  { pattern: /\\\(((?:[^\\]|\\[^)])+?)\\\)/y, isDisplay: false },
  {
    pattern:
      /\\begin\{(equation|align|aligned|gather|cases|array|[bpvV]?matrix)(\*?)\}[^]{1,4000}?\\end\{\1\2\}/y,
    isDisplay: true,
    keepsMarks: true,
  },
  // As Pandoc reads a single dollar, so that "$5 and $6" stays money: tight on the inside, no digit behind, one line.
  { pattern: /\$(?![\s$])((?:[^$\\\n]|\\[^\n])*?(?:[^\s$\\]|\\[^\s]))\$(?!\d)/y, isDisplay: false },
];
const codeFence = /(?:^|(?<=\n))(`{3,}|~{3,})[^]*?(?:\n\1|$)|(`+)(?!`)[^]*?[^`]\2(?!`)/y;

/** A `\boxed{…}` that stands outside any formula, braces counted; null where they do not close. */
function boxedAt(text: string, start: number): MathsSpan | null {
  if (!text.startsWith("\\boxed{", start)) return null;
  let depth = 0;
  for (let at = start + "\\boxed".length; at < Math.min(text.length, start + 2000); at++) {
    const mark = text[at];
    if (mark === "\\") at++;
    else if (mark === "{") depth++;
    else if (mark === "}" && --depth === 0)
      return { start, end: at + 1, tex: text.slice(start, at + 1), isDisplay: false };
  }
  return null;
}

function formulaAt(text: string, start: number): MathsSpan | null {
  for (const { pattern, isDisplay, keepsMarks } of forms) {
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (!match) continue;
    const tex = keepsMarks ? match[0] : (match[1] ?? "");
    if (tex.trim() !== "") return { start, end: start + match[0].length, tex, isDisplay };
  }
  return boxedAt(text, start);
}

/**
 * The formulas of a text in order, none within another: `$…$` by Pandoc's rule, `$$…$$`, `\(…\)`, `\[…\]`,
 * the usual environments and a bare `\boxed{…}`. Code, fenced or in backticks, holds none.
 */
export function findMaths(text: string): MathsSpan[] {
  const found: MathsSpan[] = [];
  const marks = /[$\\`~]/g;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    const at = mark.index;
    if (mark[0] === "`" || mark[0] === "~") {
      codeFence.lastIndex = at;
      const code = codeFence.exec(text);
      marks.lastIndex = code && code[0] !== "" ? at + code[0].length : at + 1;
      continue;
    }
    const formula = formulaAt(text, at);
    if (formula) found.push(formula);
    // "\$" is an escaped mark: what follows it opens nothing.
    marks.lastIndex = formula ? formula.end : at + (mark[0] === "\\" ? 2 : 1);
  }
  return found;
}
