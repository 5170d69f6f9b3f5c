"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { classNames } from "@/components/ui/class-names.ts";
import type { Place } from "./places.ts";

/** The places on a phone, in reach of the thumb. */
export function BottomBar({ places }: { readonly places: readonly Place[] }) {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Places"
      className="border-line bg-surface sticky bottom-0 z-20 flex border-t pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {places.map((place) => {
        const isHere = place.isHere(pathname);
        return (
          <Link
            key={place.href}
            href={place.href}
            aria-current={isHere ? "page" : undefined}
            className={classNames(
              "flex h-[52px] flex-1 flex-col items-center justify-center gap-px text-tiny",
              isHere ? "font-[650] text-ink" : "text-ink2",
            )}
          >
            <place.icon aria-hidden size={18} />
            {place.name}
          </Link>
        );
      })}
    </nav>
  );
}
