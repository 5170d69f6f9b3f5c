import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

/** A key; hidden on phones, where there are none. */
export function Kbd({ className, ...rest }: ComponentProps<"kbd">) {
  return (
    <kbd
      {...rest}
      className={classNames(
        "hidden h-[19px] min-w-[19px] items-center justify-center rounded-tag border border-b-2 border-current/40 px-[5px] font-mono text-[10.5px] leading-none opacity-85 md:inline-flex pointer-coarse:hidden",
        className,
      )}
    />
  );
}
