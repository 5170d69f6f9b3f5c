"use client";
import type { ReactElement } from "react";
import { toast } from "sonner";
import type { TreeIndex } from "@/components/tree/index-tree.ts";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu.tsx";
import type { PictureOptions } from "./draw-picture.ts";
import { takePage } from "./take-page.ts";
import { takePicture } from "./take-picture.ts";

type TakeAwayMenuProps = {
  trigger: ReactElement<Record<string, unknown>>;
  index: TreeIndex;
  picture: PictureOptions;
};

/** The tree as a picture, as it is shown now, or as a page of its own. */
export function TakeAwayMenu({ trigger, index, picture }: TakeAwayMenuProps) {
  const attempt = (take: () => Promise<void>): void =>
    void take().catch((error: unknown) =>
      toast.error(error instanceof Error ? error.message : "The browser could not make the file"),
    );
  const isWhole = !picture.root && !picture.folded?.size;
  return (
    <Menu trigger={trigger} isOpenAtFirst>
      <p className="text-tiny text-ink3 max-w-72 px-2 pt-1 pb-0.5">
        {isWhole ? `The ${picture.view}, light` : `The ${picture.view} as folded and focused now, light`}
      </p>
      <MenuItem onSelect={() => attempt(() => takePicture(index, "svg", picture))}>Picture, SVG</MenuItem>
      <MenuItem onSelect={() => attempt(() => takePicture(index, "png", picture))}>
        Picture, PNG at double size
      </MenuItem>
      <MenuLine />
      <p className="text-tiny text-ink3 max-w-72 px-2 pt-1 pb-0.5">
        The whole tree to pan, click and read, with no network
      </p>
      <MenuItem onSelect={() => attempt(() => takePage(index.tree.runId, { treeId: index.tree.id }))}>
        Page, one HTML file
      </MenuItem>
    </Menu>
  );
}
