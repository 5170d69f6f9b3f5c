"use client";
import { TriangleAlert } from "lucide-react";
import { ApiError } from "@/lib/client/api-error.ts";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { formatCount } from "./format.ts";

/** Enough to see what is wrong; more of the same is a wall. */
const mostListed = 5;

type ErrorNoteProps = {
  readonly error: unknown;
  /** What failed, as a headline: "The runs could not be read". */
  readonly title?: string;
  /** Whether an error of the request stands at its field already; here it is only counted. */
  readonly isAtField?: (path: string) => boolean;
  readonly onRetry?: (() => unknown) | undefined;
  readonly className?: string;
};

/** What went wrong, beside its cause, with what to do and a way to try again. */
export function ErrorNote({ error, title, isAtField = () => false, onRetry, className }: ErrorNoteProps) {
  const headline = title ?? (error instanceof ApiError ? error.problem.title : "Something went wrong");
  const errors = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  const rest = errors.filter((one) => !isAtField(one.path));
  const marked = errors.length - rest.length;
  const message = error instanceof Error ? error.message : String(error);
  // The server's detail may be its first broken rule, which the list has already.
  const detail = errors[0] && message.startsWith(`${errors[0].path}: `) ? null : message;
  return (
    <div
      role="alert"
      className={classNames(
        "flex items-start gap-2.5 rounded-card border border-danger/40 bg-dangerbg p-3 text-small",
        className,
      )}
    >
      <TriangleAlert aria-hidden size={16} className="text-danger mt-px shrink-0" />
      <div className="min-w-0 flex-1 wrap-anywhere">
        <p className="text-danger font-semibold">{headline}</p>
        {detail !== null && detail !== headline && <p className="text-ink2 mt-0.5">{detail}</p>}
        {marked > 0 && (
          <p className="text-ink2 mt-0.5">
            {marked === 1 ? "One field needs" : `${marked} fields need`} a look, marked red above.
          </p>
        )}
        {rest.length > 0 && (
          <ul className="text-ink2 mt-1 list-disc pl-4">
            {rest.slice(0, mostListed).map((one) => (
              <li key={`${one.path} ${one.message}`}>
                {one.path && <code>{one.path}: </code>}
                {one.message}
              </li>
            ))}
            {rest.length > mostListed && <li>and {formatCount(rest.length - mostListed)} more</li>}
          </ul>
        )}
      </div>
      {onRetry && (
        <Button size="sm" onClick={() => void onRetry()}>
          Try again
        </Button>
      )}
    </div>
  );
}
