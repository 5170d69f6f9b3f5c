import type { TreeView } from "./use-tree-zoom.ts";

/** Moves marks that keep their own size to where their points `data-x` and, if they have one, `data-y` are seen. */
export function placeChildren(
  group: SVGGElement | null,
  { left, top, scaleX, scaleY }: Omit<TreeView, "isFar" | "height">,
): void {
  for (const child of group?.children ?? []) {
    const [x, y] = [child.getAttribute("data-x"), child.getAttribute("data-y")];
    const down = y === null ? 0 : top + scaleY * Number(y);
    child.setAttribute("transform", `translate(${left + scaleX * Number(x)} ${down})`);
  }
}
