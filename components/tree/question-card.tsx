import { Card } from "@/components/ui/card.tsx";

/** The question over the drawing, three lines at most (its own breaks folded, so that choices fit), with what counts as right. */
export function QuestionCard({ text, gold }: { text: string; gold: string }) {
  return (
    <Card className="mx-3 mt-2.5 mb-2 flex shrink-0 items-start gap-4 px-3.5 py-2 md:mx-4">
      <p
        dir="auto"
        className="line-clamp-3 min-w-0 flex-1 text-start wrap-anywhere max-md:line-clamp-2"
        title={text}
      >
        <span dir="ltr" className="text-tiny text-ink3 font-semibold">
          QUESTION
        </span>
        {"\u2002"}
        {text}
      </p>
      <div className="border-line max-w-[35%] shrink-0 border-l pl-4 text-right">
        <div className="text-tiny text-ink3">Gold</div>
        <div dir="auto" className="truncate text-right text-[20px] leading-6 font-[650]" title={gold}>
          {gold}
        </div>
      </div>
    </Card>
  );
}
