import type { Tree } from "../../../lib/http/wire/trees.ts";

/** What the bench asks of a technique; `mount` has drawn nothing yet when it returns. */
export type Drawing = {
  readonly recolour: (tree: Tree) => void;
  /** The whole tree in view. */
  readonly fit: () => void;
  /** Scale 1, where labels can be read. */
  readonly zoomClose: () => void;
};
export type Mount = (root: HTMLElement, tree: Tree) => Drawing;

declare global {
  var drawings: Readonly<Record<string, Mount>>;
  var makeTree: (branching: number, seed: number) => Tree;
  /** What is to be drawn, there before a mount begins. */
  var data: Tree;
}
