import type { DatasetQuestion } from "@/lib/http/wire/datasets.ts";
import { metaRows } from "./meta-rows.ts";

type QuestionRowProps = {
  readonly question: DatasetQuestion;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
};

/** A question and its gold; opened, the whole text and what else the row carried. */
export function QuestionRow({ question, isOpen, onToggle }: QuestionRowProps) {
  const meta = metaRows(question.meta);
  return (
    <div className="border-line border-b">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="hover:bg-sunken grid w-full grid-cols-[52px_1fr_auto] items-baseline gap-3 px-4 py-2.5 text-left -outline-offset-2"
      >
        <span className="text-small text-ink3 text-right">{question.index + 1}</span>
        <span
          dir="auto"
          className={
            isOpen
              ? "text-read text-start wrap-anywhere whitespace-pre-wrap"
              : "line-clamp-2 text-start wrap-anywhere"
          }
        >
          {question.text}
        </span>
        <code
          dir="auto"
          className="max-w-[180px] truncate font-semibold max-md:max-w-[90px]"
          title={question.gold}
        >
          {question.gold}
        </code>
      </button>
      {isOpen && (
        <dl className="text-small grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 px-4 pb-3 pl-[68px]">
          <dt className="text-ink3">gold</dt>
          <dd dir="auto" className="text-start wrap-anywhere whitespace-pre-wrap">
            {question.gold}
          </dd>
          {meta.map(([key, value]) => (
            <div key={key} className="contents">
              <dt className="text-ink3">{key}</dt>
              <dd
                dir="auto"
                className="max-h-40 overflow-y-auto text-start wrap-anywhere whitespace-pre-wrap"
              >
                {value}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
