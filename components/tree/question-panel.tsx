import { metaRows } from "@/components/datasets/meta-rows.ts";
import { taskWords } from "@/components/datasets/task-words.ts";
import type { Path } from "@/lib/core/path.ts";
import { CopyButton } from "./copy-button.tsx";
import { headsOf } from "./heads-of.ts";
import { CreditSteps } from "./credit-steps.tsx";
import type { TreeIndex } from "./index-tree.ts";
import { Section } from "./section.tsx";

/** The inspector for the root: the question whole, what came with it, and the tree's own sums. */
export function QuestionPanel({ index, onSelect }: { index: TreeIndex; onSelect: (path: Path) => void }) {
  const { question } = index.tree;
  const meta = metaRows(question.meta);
  return (
    <>
      <div className="border-line bg-surface sticky top-0 z-10 flex items-center gap-2 border-b px-4 py-2.5">
        <h2 aria-live="polite" className="text-section">
          Question
        </h2>
        <span className="text-ink3">{taskWords[question.task]}</span>
        <span className="flex-1" />
        <CopyButton isIcon text={question.text} label="Copy question" />
        <CopyButton isIcon isLink text={() => location.href} label="Copy link (y)" />
      </div>
      <section className="border-line border-b px-4 py-3">
        <div dir="auto" className="text-read max-w-[68ch] text-start wrap-anywhere whitespace-pre-wrap">
          {question.text}
        </div>
        <p className="text-small text-ink2 mt-2">
          Gold{" "}
          <b dir="auto" className="font-mono wrap-anywhere">
            {question.gold}
          </b>
        </p>
      </section>
      <CreditSteps index={index} path="" onSelect={onSelect} />
      <Section title="By role">
        <dl className="text-small grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          {headsOf(index).map(({ title, note }) => (
            <div key={title} className="contents">
              <dt className="font-semibold">{title}</dt>
              <dd className="text-ink2">{note}</dd>
            </div>
          ))}
        </dl>
      </Section>
      {meta.length > 0 && (
        <Section title="From the data set">
          <dl className="text-small grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
            {meta.map(([key, value]) => (
              <div key={key} className="contents">
                <dt className="text-ink3">{key}</dt>
                <dd dir="auto" className="min-w-0 text-start wrap-anywhere whitespace-pre-wrap">
                  {value}
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
    </>
  );
}
