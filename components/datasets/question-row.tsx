import type { DatasetQuestion } from "@/lib/http/wire/datasets.ts";

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

type QuestionRowProps = { readonly question: DatasetQuestion; readonly isOpen: boolean; readonly onToggle: () => void };

/** A question and its gold; opened, the whole text and what else the row carried. */
export function QuestionRow({ question, isOpen, onToggle }: QuestionRowProps) {
  const meta = Object.entries(question.meta);
  return (
    <div className="border-b border-line">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="grid w-full grid-cols-[52px_1fr_auto] items-baseline gap-3 px-4 py-2.5 text-left -outline-offset-2 hover:bg-sunken"
      >
        <span className="text-right text-small text-ink3">{question.index + 1}</span>
        <span className={isOpen ? "text-read whitespace-pre-wrap wrap-anywhere" : "line-clamp-2 wrap-anywhere"}>{question.text}</span>
        <code className="max-w-[180px] truncate font-semibold max-md:max-w-[90px]" title={question.gold}>
          {question.gold}
        </code>
      </button>
      {isOpen && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 px-4 pb-3 pl-[68px] text-small">
          <dt className="text-ink3">gold</dt>
          <dd className="whitespace-pre-wrap wrap-anywhere">{question.gold}</dd>
          {meta.map(([key, value]) => (
            <div key={key} className="contents">
              <dt className="text-ink3">{key}</dt>
              <dd className="max-h-40 overflow-y-auto whitespace-pre-wrap wrap-anywhere">{textOf(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
