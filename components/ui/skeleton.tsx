import type { CSSProperties } from "react";
import { classNames } from "./class-names.ts";

/** A grey block of the final shape, seen only when the answer takes longer than 150 ms. */
export function Skeleton({
  className,
  style,
}: {
  readonly className?: string;
  readonly style?: CSSProperties;
}) {
  return (
    <div
      aria-hidden
      style={style}
      className={classNames("animate-skeleton rounded-tag bg-sunken", className)}
    />
  );
}
