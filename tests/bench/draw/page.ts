import { makeTree } from "./make-tree.ts";
import { mountFlow } from "./mount-flow.tsx";
import { mountOurs } from "./mount-ours.tsx";

globalThis.makeTree = makeTree;
globalThis.drawings = {
  ours: mountOurs,
  "React Flow": mountFlow(false),
  "React Flow, visible only": mountFlow(true),
};
