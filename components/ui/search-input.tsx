"use client";
import { Search } from "lucide-react";
import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import { Input } from "./input.tsx";
import { Kbd } from "./kbd.tsx";

type SearchInputProps = Omit<ComponentProps<"input">, "value" | "onChange"> & {
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** The search field of a page: `/` goes to it, escape empties it. Give it an `aria-label`. */
export function SearchInput({ value, onChange, onKeyDown, className, ...rest }: SearchInputProps) {
  return (
    <div className={classNames("relative", className)}>
      <Search aria-hidden size={15} className="text-ink3 absolute top-1/2 left-2.5 -translate-y-1/2" />
      <Input
        data-find
        type="search"
        className="h-[30px] pl-8"
        {...rest}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          onKeyDown?.(event);
          if (event.key === "Escape" && value === "") event.currentTarget.blur();
        }}
      />
      {value === "" && <Kbd className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2">/</Kbd>}
    </div>
  );
}
