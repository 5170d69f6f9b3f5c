"use client";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { searchOf } from "@/lib/client/search-of.ts";
import { type Having, printHaving } from "@/lib/core/having.ts";
import type { TreeFilter } from "@/lib/core/tree-list.ts";
import { triedAddress } from "./tried-threshold.ts";
import { usePanel } from "./use-panel.ts";

type RowsLinkProps = {
  /** What the rows have, or the filter that they pass. */
  readonly to: Having | TreeFilter;
  readonly label?: string;
  readonly className?: string;
  readonly children: ReactNode;
};

/** A number over the run that leads to the questions behind it, by no other filter; the open panel and a tried threshold stay. */
export function RowsLink({ to, label, className, children }: RowsLinkProps) {
  const [panel] = usePanel();
  const [shown] = useQueryState("having", parseAsString);
  const [theta] = useQueryState("theta", triedAddress.theta);
  const wanted = typeof to === "string" ? { filter: to, having: undefined } : { having: printHaving(to) };
  return (
    <Link
      href={searchOf({ panel, theta, ...wanted })}
      scroll={false}
      prefetch={false}
      aria-label={label}
      aria-current={wanted.having !== undefined && wanted.having === shown ? "true" : undefined}
      className={className ?? "text-accent hover:underline"}
    >
      {children}
    </Link>
  );
}
