"use client";
import { Menu as Base } from "@base-ui/react/menu";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { classNames } from "./class-names.ts";

type MenuProps = {
  /** One button element; it gets the menu's aria attributes. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly children: ReactNode;
  readonly align?: "start" | "end" | "center";
  readonly className?: string;
  /** For a menu that is only loaded once somebody asked for it. */
  readonly isOpenAtFirst?: boolean;
};

/** Actions behind a button. */
export function Menu({ trigger, children, align = "end", className, isOpenAtFirst = false }: MenuProps) {
  return (
    <Base.Root defaultOpen={isOpenAtFirst}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-50">
          <Base.Popup
            className={classNames(
              "max-h-[min(480px,var(--available-height))] min-w-[180px] overflow-y-auto rounded-control border border-line bg-surface p-1 shadow-float outline-none",
              className,
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

const itemClass =
  "flex min-h-7 w-full cursor-pointer items-center gap-2 rounded-tag px-2 py-1 text-left text-ink no-underline outline-none select-none data-disabled:cursor-default data-disabled:opacity-50 data-highlighted:bg-sunken pointer-coarse:min-h-11";

type MenuItemProps = {
  readonly onSelect: () => void;
  readonly children: ReactNode;
  readonly isDisabled?: boolean;
  readonly isDanger?: boolean;
};

export function MenuItem({ onSelect, children, isDisabled = false, isDanger = false }: MenuItemProps) {
  return (
    <Base.Item
      onClick={onSelect}
      disabled={isDisabled}
      className={classNames(itemClass, isDanger && "text-danger")}
    >
      {children}
    </Base.Item>
  );
}

type MenuLinkProps = { readonly href: string; readonly children: ReactNode; readonly isCurrent?: boolean };

export function MenuLink({ href, children, isCurrent = false }: MenuLinkProps) {
  return (
    <Base.Item
      render={<Link href={href} aria-current={isCurrent ? "page" : undefined} />}
      className={classNames(itemClass, isCurrent && "font-semibold")}
    >
      {children}
    </Base.Item>
  );
}

export function MenuLine() {
  return <Base.Separator className="bg-line my-1 h-px" />;
}
