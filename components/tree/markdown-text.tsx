"use client";
import { lazy, Suspense, useMemo, type ComponentProps } from "react";
import Markdown, { type Components } from "react-markdown";
import { cutElements } from "@/lib/draw/cut-elements.ts";
import type { Span } from "@/lib/draw/cut-text.ts";
import { plantMarks } from "@/lib/draw/plant-marks.ts";

const Formula = lazy(async () => ({ default: (await import("./formula.tsx")).Formula }));

const look =
  "max-w-[68ch] text-read wrap-anywhere [&_:is(p,li,blockquote)]:whitespace-pre-wrap [&>*+*]:mt-2.5 [&_:is(h1,h2,h3,h4,h5,h6)]:font-semibold " +
  "[&_ul]:list-disc [&_ol]:list-decimal [&_:is(ul,ol)]:pl-5 [&_:is(ul,ol)]:whitespace-normal [&_blockquote]:border-l-2 [&_blockquote]:border-line2 [&_blockquote]:pl-3 [&_code]:font-mono [&_code]:text-[0.92em] " +
  "[&_pre]:overflow-x-auto [&_pre]:rounded-control [&_pre]:bg-sunken [&_pre]:px-3 [&_pre]:py-2 [&_hr]:border-line";

/** A model's text as it means to look: Markdown and formulas, no HTML of its own, links that lead nowhere by themselves. */
export function MarkdownText({ text, answer }: { text: string; answer: Span | null }) {
  const planted = useMemo(() => plantMarks(text, answer), [text, answer]);
  const components = useMemo((): Components => {
    const own = {
      a: ({ href, children }: ComponentProps<"a">) => (
        <span className="decoration-ink3 underline decoration-dotted" title={href}>
          {children}
        </span>
      ),
      img: ({ alt, src }: ComponentProps<"img">) => (
        <span className="text-ink3" title={typeof src === "string" ? src : undefined}>
          [picture{alt ? `: ${alt}` : ""}]
        </span>
      ),
      // A heading of the model's must not stand in the page's outline.
      h1: Heading,
      h2: Heading,
      h3: Heading,
      h4: Heading,
      h5: Heading,
      h6: Heading,
      mark: ({ children }: ComponentProps<"mark">) => (
        <mark className="bg-ans text-ink rounded-[3px] box-decoration-clone px-[3px] py-px">{children}</mark>
      ),
      data: ({ value, children }: ComponentProps<"data">) => {
        const formula = planted.maths[Number(value)];
        if (!formula) return children;
        return (
          <Suspense fallback={<code>{formula.tex}</code>}>
            <Formula tex={formula.tex} isDisplay={formula.isDisplay} isAnswer={formula.isAnswer} />
          </Suspense>
        );
      },
    };
    return own;
  }, [planted]);
  const cut = useMemo(() => () => cutElements(planted), [planted]);
  return (
    <div dir="auto" className={look}>
      <Markdown components={components} rehypePlugins={[cut]}>
        {planted.markdown}
      </Markdown>
    </div>
  );
}

function Heading({ children }: { children?: React.ReactNode }) {
  return <p className="font-semibold">{children}</p>;
}
