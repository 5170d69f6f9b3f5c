import Link from "next/link";
import type { ReactNode } from "react";
import { searchOf } from "@/lib/client/search-of.ts";

type CreditLinkProps = {
  readonly runId: string;
  readonly role: string;
  /** Leaves out pairs whose values lie closer together. */
  readonly margin?: number | undefined;
  /** While a threshold is tried there are no stored pairs to go to. */
  readonly isTried: boolean;
  readonly children: ReactNode;
};

/** A number of pairs that leads to them. */
export function CreditLink({ runId, role, margin, isTried, children }: CreditLinkProps) {
  if (isTried) return <>{children}</>;
  // Rounded down: the bound is inclusive, and 1/3 is above 0.333333.
  const min = margin === undefined ? null : Math.floor(margin * 1e6) / 1e6;
  return (
    <Link href={`/runs/${runId}/pairs${searchOf({ role, min })}`} className="text-accent hover:underline">
      {children}
    </Link>
  );
}
