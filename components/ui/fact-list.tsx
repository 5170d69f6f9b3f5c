import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

type FactListProps = {
  readonly facts: readonly (readonly [term: string, value: string])[];
  readonly className?: string;
  /** More of the same list, for values that are no plain text. */
  readonly children?: ReactNode;
};

/** Terms over their values, three a row; a value too long for its place is cut and shown whole on hover. */
export function FactList({ facts, className, children }: FactListProps) {
  return (
    <dl className={classNames("text-small grid grid-cols-3 gap-x-3 gap-y-2", className)}>
      {facts.map(([term, value]) => (
        <div key={term} className="min-w-0">
          <dt className="text-tiny text-ink3">{term}</dt>
          <dd className="truncate" title={value}>
            {value}
          </dd>
        </div>
      ))}
      {children}
    </dl>
  );
}
