import { expect, test } from "vitest";
import { drawPicture } from "../../../components/picture/draw-picture.ts";
import { pngSize } from "../../../components/picture/render-png.ts";
import { indexTree } from "../../../components/tree/index-tree.ts";
import { writeMarkup } from "../../../lib/draw/write-markup.ts";
import { aLeaf, aNode, aTree } from "../tree/a-tree.ts";

const parent = (path: string, right: number, own = {}) =>
  aNode(path, {
    value: right / 3,
    valueNumerator: right,
    valueDenominator: 3,
    leaves: 3,
    correctLeaves: right,
    label: 2 * right > 3 ? "positive" : "negative",
    ...own,
  });
const answer = (raw: string) => ({ raw, normalized: raw, start: 0, end: raw.length });
const tree = aTree(
  [
    parent("1", 2),
    aLeaf("1.1", true, { answer: answer("2") }),
    aLeaf("1.2", true, { answer: answer('<script>"&') }),
    aLeaf("1.3", false, { verdict: "unknown", label: null }),
    parent("2", 0),
    aLeaf("2.1", false),
    aLeaf("2.2", false),
    aLeaf("2.3", false),
  ],
  {
    isSimulated: true,
    question: { id: "q", text: "Is 1 < 2 & <b>2</b> > 1?", gold: "yes & no", task: "math", meta: {} },
  },
);
const write = (options: Parameters<typeof drawPicture>[1]): string =>
  writeMarkup(drawPicture(indexTree(tree), options).svg);

test.each(["tree", "icicle"] as const)(
  "drawPicture of a %s shows question, gold, values as fractions, answers and where it comes from",
  (view) => {
    const svg = write({ view });
    for (const text of ["1 &lt; 2 &amp; &lt;b&gt;", "Gold yes &amp; no", "2/3", "0/3", "Closer"])
      expect(svg).toContain(text);
    expect(svg).toContain("SIMULATION");
    expect(svg).toMatch(/<title id="title">Question 1, A run<\/title><desc id="desc">Question: Is 1/);
    // One title a node, so that a reader hears each: eight nodes and the question.
    expect(svg.match(/<title>/g)).toHaveLength(9);
    expect(svg).toContain("&lt;script&gt;");
    expect(svg).not.toMatch(/<script|var\(|href|<style|undefined|NaN/);
  },
);

test("drawPicture of a subtree shows its nodes alone", () => {
  const svg = write({ view: "tree", root: "1" });
  expect(svg.match(/<title>/g)).toHaveLength(4);
  expect(svg).toContain("Asker A1 (1) of question 1");
});

test("drawPicture leaves folded nodes out and counts them", () => {
  const svg = write({ view: "tree", folded: new Set(["2"]) });
  expect(svg.match(/<title>/g)).toHaveLength(6);
  expect(svg).toContain("3 folded");
});

test("pngSize doubles a picture and refuses what no browser can hold, saying what to do", () => {
  expect(pngSize({ width: 900, height: 500 })).toEqual({ width: 1800, height: 1000 });
  expect(() => pngSize({ width: 900, height: 9000 })).toThrow(/1,800 × 18,000 px.*SVG/);
});
