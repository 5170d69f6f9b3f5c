/** Gives the focus to the tree's current node, in whatever view it is shown: for when what had the focus goes away. */
export function focusTree(): void {
  const places = ['[role="treeitem"][tabindex="0"]', '[data-outline] [aria-current="true"]'];
  const current = places.map((place) => document.querySelector<HTMLElement | SVGElement>(place));
  current.find((element) => element !== null)?.focus({ preventScroll: true });
}
