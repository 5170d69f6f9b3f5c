import type { ComponentProps } from "react";
import { ChevronDown } from "lucide-react";
import { classNames } from "./class-names.ts";

/** The platform's own select: it opens the right way on phones and for every reader. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className={classNames("relative inline-flex w-full min-w-0", className)}>
      <select
        {...rest}
        className="rounded-control border-line2 bg-surface text-ink aria-invalid:border-danger h-8 w-full min-w-0 appearance-none truncate border pr-7 pl-2.5 disabled:opacity-60 pointer-coarse:h-11 pointer-coarse:text-[16px]"
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        size={14}
        className="text-ink3 pointer-events-none absolute top-1/2 right-2 -translate-y-1/2"
      />
    </span>
  );
}
