import type { Path } from "../core/path.ts";
import type { Verdict } from "../core/tree.ts";
import type { Tree } from "../http/wire/trees.ts";

/** How a parent's label comes about: from the mean of all below it, or by its children's own labels (MALT A.5). */
export type Backup = "mean" | "majority";

/** What is tried on a tree: nothing of it is saved. */
export type Supposition = {
  readonly threshold: number;
  readonly backup: Backup;
  /** Leaves taken to have another verdict than the one that stands. */
  readonly turned: ReadonlyMap<Path, Verdict>;
};

/** The tree as it stands, put as a supposition. */
export const asItStands = ({ threshold }: Pick<Tree, "threshold">): Supposition => ({
  threshold,
  backup: "mean",
  turned: new Map(),
});
