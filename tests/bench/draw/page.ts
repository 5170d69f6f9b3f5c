import { makeTree } from "./make-tree.ts";
import { mountBare } from "./mount-bare.tsx";
import { mountFlow } from "./mount-flow.tsx";
import { mountOurs } from "./mount-ours.tsx";

globalThis.makeTree = makeTree;
globalThis.drawings = {
  "bare root": mountBare,
  ours: mountOurs,
  "React Flow": mountFlow("as it comes"),
  "React Flow, quickest": mountFlow("quickest"),
  "React Flow, visible only": mountFlow("visible only"),
};
