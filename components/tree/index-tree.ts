import { comparePaths, depthOf, parentPath, type Path } from "@/lib/core/path.ts";
import { countSiblingPairs, type PairCount } from "@/lib/draw/count-sibling-pairs.ts";
import type { RoleView } from "@/lib/http/wire/runs.ts";
import type { Tree, TreeNode } from "@/lib/http/wire/trees.ts";

type FailedView = Tree["failed"][number];

/** What stands at a path: a completion, a slot that is asked for, or a part that failed for good. */
export type Place =
  | { readonly kind: "node"; readonly path: Path; readonly role: RoleView; readonly node: TreeNode }
  | { readonly kind: "asked"; readonly path: Path; readonly role: RoleView }
  | { readonly kind: "failed"; readonly path: Path; readonly role: RoleView; readonly part: FailedView };

export type TreeIndex = {
  readonly tree: Tree;
  readonly places: ReadonlyMap<Path, Place>;
  /** All paths in depth-first order, the question left out. */
  readonly paths: readonly Path[];
  readonly byId: ReadonlyMap<string, TreeNode>;
  readonly children: ReadonlyMap<Path, readonly Path[]>;
  readonly pairs: PairCount;
  readonly depths: number;
  /** Nothing more will come. */
  readonly isGrown: boolean;
  /** How labels come about where the credit is a supposition: by the protocol's mean, or by the children's majority. */
  readonly backup: "mean" | "majority";
  /** Leaves that a supposition gave another verdict. */
  readonly turned: ReadonlySet<Path>;
  /** The tree as it is stored, where this is a supposition: what was there before is shown beside what would be. */
  readonly stored: TreeIndex | null;
};

/** How an index stands for a supposition: over the stored tree's own index, whose order and shape it keeps. */
export type Supposed = {
  readonly stored: TreeIndex;
  readonly backup: TreeIndex["backup"];
  readonly turned: ReadonlySet<Path>;
};

const noRole = (name: string, depth: number): RoleView => ({
  name,
  letter: name.slice(0, 1).toUpperCase(),
  title: name,
  depth,
  isJudged: false,
  isLeaf: false,
  isClaiming: false,
});

/** One pass over a tree as the API gives it, for look-ups by path and by id. */
export function indexTree(tree: Tree, supposed?: Supposed): TreeIndex {
  const byName = new Map(tree.roles.map((role) => [role.name, role]));
  const byDepth = new Map(tree.roles.map((role) => [role.depth, role]));
  const places = new Map<Path, Place>();
  for (const path of tree.inFlight) {
    const depth = depthOf(path);
    places.set(path, { kind: "asked", path, role: byDepth.get(depth) ?? noRole("?", depth) });
  }
  for (const part of tree.failed) {
    const role = byName.get(part.role) ?? noRole(part.role, depthOf(part.path));
    places.set(part.path, { kind: "failed", path: part.path, role, part });
  }
  for (const node of tree.nodes) {
    places.set(node.path, {
      kind: "node",
      path: node.path,
      role: byName.get(node.role) ?? noRole(node.role, node.depth),
      node,
    });
  }
  // The same arrays for the same paths, so that a supposition lays nothing out anew.
  const paths = supposed?.stored.paths ?? [...places.keys()].sort(comparePaths);
  const children = supposed?.stored.children ?? Map.groupBy(paths, parentPath);
  return {
    tree,
    places,
    paths,
    byId: new Map(tree.nodes.map((node) => [node.id, node])),
    children,
    pairs: countSiblingPairs(tree.nodes),
    depths: Math.max(0, ...tree.roles.map((role) => role.depth)),
    isGrown: tree.status === "completed" || tree.status === "failed",
    backup: supposed?.backup ?? "mean",
    turned: supposed?.turned ?? new Set(),
    stored: supposed?.stored ?? null,
  };
}

/** "G2": the role's letter and the place among siblings; the question has a word. */
export function nameOf(place: { path: Path; role: RoleView } | undefined): string {
  return place ? `${place.role.letter}${place.path.slice(place.path.lastIndexOf(".") + 1)}` : "Question";
}
