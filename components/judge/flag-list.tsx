import { Tag } from "@/components/ui/tag.tsx";
import { flagReason, flagWords } from "./judge-words.ts";

/** What the judge noted beside its verdict, each with what it means. */
export function FlagList({ flags }: { readonly flags: readonly string[] }) {
  if (flags.length === 0) return null;
  return (
    <ul aria-label="Notes of the judge" className="grid gap-1.5">
      {flags.map((flag) => (
        <li key={flag} className="text-small text-ink2 flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
          <Tag tone="warn">{flagWords(flag)}</Tag>
          <span className="min-w-0 flex-1 basis-52">{flagReason(flag)}</span>
        </li>
      ))}
    </ul>
  );
}
