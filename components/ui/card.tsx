import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

/** A surface with a line and no shadow: shadow is for what floats. */
export function Card({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={classNames("rounded-card border border-line bg-surface", className)} />;
}
