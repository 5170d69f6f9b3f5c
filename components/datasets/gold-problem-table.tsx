import type { GoldProblemItem } from "@/lib/http/wire/golds.ts";
import { goldProblemWords } from "./gold-problem-words.ts";

/** Golds that cannot be read: where they stand, what they are, why not, and what to do. */
export function GoldProblemTable({ problems }: { readonly problems: readonly GoldProblemItem[] }) {
  return (
    <div className="rounded-control border-line text-small relative max-h-[320px] overflow-auto border">
      <table className="w-full max-md:block">
        <thead className="bg-surface text-tiny text-ink3 sticky top-0 text-left max-md:sr-only">
          <tr>
            <th className="w-16 px-2.5 py-1.5 font-[550]">Line</th>
            <th className="w-[38%] px-2.5 py-1.5 font-[550]">Question</th>
            <th className="w-[18%] px-2.5 py-1.5 font-[550]">Gold</th>
            <th className="px-2.5 py-1.5 font-[550]">Why, and what to do</th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {problems.map(({ questionId, line, index, text, gold, problem }) => (
            <tr
              key={questionId}
              className="border-line border-t align-top max-md:grid max-md:px-2.5 max-md:py-2"
            >
              <td className="px-2.5 py-1.5 max-md:px-0 max-md:py-0">
                <span className="text-ink3 md:hidden">Line </span>
                {line ?? `question ${index + 1}`}
              </td>
              <td dir="auto" className="px-2.5 py-1.5 text-start max-md:px-0 max-md:py-0">
                <span className="line-clamp-2 wrap-anywhere" title={text.slice(0, 1000)}>
                  {text}
                </span>
              </td>
              <td className="px-2.5 py-1.5 max-md:px-0 max-md:py-0.5">
                <code
                  dir="auto"
                  className="line-clamp-3 font-semibold wrap-anywhere"
                  title={gold.slice(0, 1000)}
                >
                  {gold}
                </code>
              </td>
              <td className="px-2.5 py-1.5 max-md:px-0 max-md:py-0">
                {goldProblemWords[problem].why}{" "}
                <span className="text-ink2">{goldProblemWords[problem].todo}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
