export type KeyGroup = {
  readonly title: string;
  readonly keys: readonly (readonly [keys: string, meaning: string])[];
};

const everywhere: KeyGroup = {
  title: "Everywhere",
  keys: [
    ["g r", "runs"],
    ["g d", "data sets"],
    ["g n", "endpoints"],
    ["g j", "judge"],
    ["g x", "exports"],
    ["⌘ K", "jump to a place, run or data set by name"],
    ["/", "find on this page"],
    ["y", "copy the link to what you see"],
    ["?", "these keys"],
    ["esc", "close"],
  ],
};

const insideRun: KeyGroup = {
  title: "Inside a run",
  keys: [
    ["g q", "questions"],
    ["g p", "pairs"],
    ["g a", "audit"],
    ["g e", "export"],
  ],
};

const runs: KeyGroup = {
  title: "Runs",
  keys: [
    ["n", "new run"],
    ["j k", "next, previous run"],
    ["↵", "open the run"],
    ["x", "mark the run to compare"],
    ["c", "compare the two marked runs"],
    ["⌘ ↵", "start the run in the form"],
  ],
};

const endpoints: KeyGroup = { title: "Endpoints", keys: [["n", "add an endpoint"]] };

const questions: KeyGroup = {
  title: "Questions",
  keys: [
    ["j k", "next, previous question (also ↓ ↑)"],
    ["home end", "first, last question"],
    ["space", "choose it, ⇧ space all up to it"],
    ["↵", "open the tree"],
    ["[ ]", "threshold down, up to where a label changes"],
    ["u", "undo a saved threshold"],
  ],
};

const tree: KeyGroup = {
  title: "Tree",
  keys: [
    ["← →", "parent, child (also h, l)"],
    ["↑ ↓", "siblings (also k, j)"],
    ["home end", "first, last node seen"],
    ["[ ]", "previous, next question"],
    ["i", "tree or icicle"],
    ["⇧I", "outline"],
    ["/", "find in the tree: ↵ next hit, ⇧↵ the one before"],
    ["n N", "next hit, hit before"],
    ["z", "fold"],
    ["f", "fit"],
    ["⇧F", "focus a subtree, or leave it"],
    ["w", "what if: another threshold, backup or verdict"],
    ["t", "turn the leaf, in what if"],
    ["u", "take the overrides saved from what if back"],
    ["r", "rendered or raw text"],
    ["o", "override the leaf’s verdict"],
    ["v", "take over a model’s vote"],
    ["d", "next sibling to compare with"],
    ["p", "pairs of this tree"],
    ["c", "copy the text"],
  ],
};

const pairs: KeyGroup = {
  title: "Pairs",
  keys: [
    ["← →", "left is better, right is better"],
    ["↓", "no difference"],
    ["↵", "accept and go on; blind: save your choice"],
    ["x", "reject"],
    ["s", "swap"],
    ["f", "flag"],
    ["space", "skip"],
    ["1 to 6", "reasons"],
    ["u ⇧U", "undo, redo"],
    ["b", "judge blind"],
    ["r", "word diff or rendered"],
    ["e", "prompt"],
    ["t", "tree"],
  ],
};

const audit: KeyGroup = {
  title: "Audit",
  keys: [
    ["j k", "next, previous leaf"],
    ["r", "right"],
    ["w", "wrong"],
    ["n", "unknown, or cannot tell"],
    ["b", "the gold is wrong"],
    ["⇧R", "all alike right"],
    ["⇧W", "all alike wrong"],
    ["t", "tree"],
    ["u", "take your last step back"],
  ],
};

const exporting: KeyGroup = {
  title: "Export",
  keys: [
    ["⌘ ↵", "build"],
    ["1 2 3", "format"],
  ],
};

const judge: KeyGroup = {
  title: "Judge",
  keys: [
    ["p", "pick a stored leaf"],
    ["j k", "next, previous completion of its tree"],
  ],
};

const compare: KeyGroup = {
  title: "Two runs",
  keys: [
    ["s", "swap A and B"],
    ["j k", "next, previous question"],
    ["↵", "open both trees"],
  ],
};

const compareTrees: KeyGroup = {
  title: "Two trees",
  keys: [
    ["← →", "parent, child in both (also h, l)"],
    ["↑ ↓", "siblings (also k, j)"],
    ["i", "trees or icicles"],
  ],
};

/** The keys that work at an address: those of everywhere first. */
export function screenKeys(pathname: string): readonly KeyGroup[] {
  if (pathname === "/") return [everywhere, runs];
  if (pathname === "/endpoints") return [everywhere, endpoints];
  if (pathname === "/judge") return [everywhere, judge];
  if (pathname === "/compare") return [everywhere, compare];
  if (pathname === "/compare/trees") return [everywhere, compareTrees];
  if (pathname.startsWith("/trees/")) return [everywhere, insideRun, tree];
  if (!pathname.startsWith("/runs/")) return [everywhere];
  if (pathname.endsWith("/pairs")) return [everywhere, insideRun, pairs];
  if (pathname.endsWith("/audit")) return [everywhere, insideRun, audit];
  if (pathname.endsWith("/export")) return [everywhere, insideRun, exporting];
  return [everywhere, insideRun, questions];
}
