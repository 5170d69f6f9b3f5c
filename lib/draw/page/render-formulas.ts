import katex from "katex";
import { findMaths } from "../find-maths.ts";
import { formulaLimits } from "../formula-limits.ts";
import { formulaKey } from "./formula-key.ts";

/** Longer ones stay source: nobody reads them, and they take the longest to render. */
const longestTex = 4000;

/**
 * The formulas of some texts as MathML, which a browser draws without fonts or styles of ours, by `formulaKey`. What
 * KaTeX cannot read within our limits is left out.
 */
export function renderFormulas(texts: Iterable<string>): Record<string, string> {
  const formulas = new Map<string, string>();
  for (const text of texts) {
    for (const { tex, isDisplay } of findMaths(text)) {
      const key = formulaKey(tex, isDisplay);
      if (formulas.has(key) || tex.length > longestTex) continue;
      const mathml = renderOne(tex, isDisplay);
      if (mathml !== null) formulas.set(key, mathml);
    }
  }
  return Object.fromEntries(formulas);
}

function renderOne(tex: string, isDisplay: boolean): string | null {
  try {
    const html = katex.renderToString(tex, {
      output: "mathml",
      displayMode: isDisplay,
      ...formulaLimits,
    });
    const element = /<math[^]*<\/math>/.exec(html)?.[0] ?? null;
    // The source stands in the text beside it already.
    return element?.replace(/<annotation encoding="application\/x-tex">[^]*?<\/annotation>/, "") ?? null;
  } catch {
    return null;
  }
}
