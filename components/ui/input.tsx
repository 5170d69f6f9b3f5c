import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

const look =
  "w-full min-w-0 rounded-control border border-line2 bg-surface px-2.5 text-ink placeholder:text-ink3 aria-invalid:border-danger disabled:opacity-60 pointer-coarse:text-[16px]";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return (
    <input autoComplete="off" {...rest} className={classNames(look, "h-8 pointer-coarse:h-11", className)} />
  );
}

export function TextArea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea rows={4} {...rest} className={classNames(look, "py-1.5 leading-[19px]", className)} />;
}
