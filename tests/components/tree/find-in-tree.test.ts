import { expect, test } from "vitest";
import { findInTree } from "../../../components/tree/find-in-tree.ts";
import { indexTree } from "../../../components/tree/index-tree.ts";
import { aLeaf, aNode, aTree } from "./a-tree.ts";

const answer = { raw: "1 200", normalized: "1200", start: 0, end: 5 };
const index = indexTree(
  aTree([
    aNode("1", { text: "First the\nkiln, then the malt." }),
    aLeaf("1.2", true, { text: "So 1 200.", answer }),
    aLeaf("1.10", false, { text: "The KILN loses weight.", reasoning: "hidden steam" }),
    aNode("2", { text: "Nothing of it." }),
  ]),
);
const find = findInTree(index);

test("findInTree finds texts, answers, reasoning and names, whatever case or line break, in path order", () => {
  expect(find("kiln")).toEqual(["1", "1.10"]);
  expect(find(" the kiln ")).toEqual(["1", "1.10"]);
  expect(find("1200")).toEqual(["1.2"]);
  expect(find("steam")).toEqual(["1.10"]);
  expect(find("c10")).toEqual(["1.10"]);
  expect(find(".*")).toEqual([]);
});

test("findInTree finds nothing for nothing", () => {
  expect(find("")).toEqual([]);
  expect(find(" \n ")).toEqual([]);
});
