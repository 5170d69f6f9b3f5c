import Link from "next/link";
import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

type Look = {
  readonly variant?: "plain" | "primary" | "ghost" | "danger";
  /** Heights 26, 32 and 40; all at least 44 on touch. */
  readonly size?: "sm" | "md" | "lg";
  /** Square, for one icon; give it an `aria-label`. */
  readonly isIcon?: boolean;
};

const variants = {
  plain: "border-line2 bg-surface text-ink hover:bg-sunken",
  primary: "border-ink bg-ink text-bg hover:opacity-90",
  ghost: "border-transparent bg-transparent text-ink2 hover:bg-sunken hover:text-ink",
  danger: "border-danger bg-surface text-danger hover:bg-dangerbg",
};
const sizes = {
  sm: "h-[26px] rounded-[6px] px-[9px] text-small pointer-coarse:min-h-11",
  md: "h-8 rounded-control px-3 pointer-coarse:min-h-11",
  lg: "h-10 rounded-control px-4 pointer-coarse:min-h-11",
};
const squares = {
  sm: "w-[26px] px-0! pointer-coarse:min-w-11",
  md: "w-8 px-0! pointer-coarse:min-w-11",
  lg: "w-10 px-0!",
};

/** Classes of a button, for elements that must look like one (menu triggers, file labels). */
export function buttonClass(
  { variant = "plain", size = "md", isIcon = false }: Look,
  extra?: string,
): string {
  return classNames(
    "inline-flex shrink-0 items-center justify-center gap-1.5 border font-[550] whitespace-nowrap transition-colors",
    "no-underline aria-disabled:opacity-50 disabled:cursor-not-allowed disabled:opacity-50",
    variants[variant],
    sizes[size],
    isIcon && squares[size],
    extra,
  );
}

export function Button({ variant, size, isIcon, className, ...rest }: Look & ComponentProps<"button">) {
  const look = { ...(variant && { variant }), ...(size && { size }), ...(isIcon && { isIcon }) };
  return <button type="button" {...rest} className={buttonClass(look, className)} />;
}

export function ButtonLink({
  variant,
  size,
  isIcon,
  className,
  ...rest
}: Look & ComponentProps<typeof Link>) {
  const look = { ...(variant && { variant }), ...(size && { size }), ...(isIcon && { isIcon }) };
  return <Link {...rest} className={buttonClass(look, className)} />;
}
