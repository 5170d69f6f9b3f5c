"use client";
import { Download } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { TreeIndex } from "@/components/tree/index-tree.ts";
import { buttonClass } from "@/components/ui/button.tsx";
import type { PictureOptions } from "./draw-picture.ts";

const load = () => import("./take-away-menu.tsx");
const TakeAwayMenu = lazy(async () => ({ default: (await load()).TakeAwayMenu }));

/** Opens the ways a tree leaves. What draws and saves comes when the pointer or the focus comes near. */
export function TakeAwayButton({ index, picture }: { index: TreeIndex; picture: PictureOptions }) {
  const [isAsked, setIsAsked] = useState(false);
  const look = { type: "button", className: buttonClass({ size: "sm" }) } as const;
  const words = (
    <>
      <Download aria-hidden size={13} />
      Take away
    </>
  );
  const waiting = (
    <button
      {...look}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setIsAsked(true)}
    >
      {words}
    </button>
  );
  if (!isAsked) return waiting;
  return (
    <Suspense fallback={waiting}>
      <TakeAwayMenu index={index} picture={picture} trigger={<button {...look}>{words}</button>} />
    </Suspense>
  );
}
