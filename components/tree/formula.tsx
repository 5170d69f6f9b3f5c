"use client";
import katex from "katex";
import "katex/dist/katex.min.css";
import { useEffect, useRef } from "react";
import { classNames } from "@/components/ui/class-names.ts";
import { formulaLimits } from "@/lib/draw/formula-limits.ts";

type FormulaProps = { tex: string; isDisplay: boolean; isAnswer: boolean };

/** One formula, drawn by KaTeX within our limits. What it cannot read stays source. */
export function Formula({ tex, isDisplay, isAnswer }: FormulaProps) {
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    try {
      katex.render(tex, element, {
        displayMode: isDisplay,
        ...formulaLimits,
      });
    } catch {
      element.textContent = tex;
    }
  }, [tex, isDisplay]);
  const Element = isAnswer ? "mark" : "span";
  return (
    <Element
      ref={frame}
      className={classNames(
        isDisplay && "block max-w-full overflow-x-auto py-1",
        isAnswer && "bg-ans text-ink rounded-[3px] px-[3px] py-px",
      )}
    />
  );
}
