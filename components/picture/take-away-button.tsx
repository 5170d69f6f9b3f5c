"use client";
import { Download } from "lucide-react";
import { lazy } from "react";
import type { TreeIndex } from "@/components/tree/index-tree.ts";
import { buttonClass } from "@/components/ui/button.tsx";
import { LateMenu } from "@/components/ui/late-menu.tsx";
import type { PictureOptions } from "./draw-picture.ts";

const load = () => import("./take-away-menu.tsx");
const TakeAwayMenu = lazy(async () => ({ default: (await load()).TakeAwayMenu }));

/** Opens the ways a tree leaves. What draws and saves comes when the pointer or the focus comes near. */
export function TakeAwayButton({ index, picture }: { index: TreeIndex; picture: PictureOptions }) {
  return (
    <LateMenu
      look={{ className: buttonClass({ size: "sm" }) }}
      load={load}
      menu={(trigger) => <TakeAwayMenu index={index} picture={picture} trigger={trigger} />}
    >
      <Download aria-hidden size={13} />
      Take away
    </LateMenu>
  );
}
