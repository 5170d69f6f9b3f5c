import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

const tones = {
  neutral: "bg-sunken text-ink2",
  warn: "bg-warnbg text-warn",
  danger: "bg-dangerbg text-danger",
  accent: "bg-accentbg text-accent",
};

/** A small fact about the thing beside it; never a control. */
export function Tag({
  tone = "neutral",
  className,
  ...rest
}: ComponentProps<"span"> & { readonly tone?: keyof typeof tones }) {
  return (
    <span
      {...rest}
      className={classNames(
        "inline-flex h-5 max-w-full items-center gap-1 truncate rounded-tag px-[7px] text-tiny font-[550] whitespace-nowrap",
        tones[tone],
        className,
      )}
    />
  );
}
