import { expect, test } from "vitest";
import { patchPair } from "../../../components/curate/patch-pair.ts";
import type { PairItem } from "../../../lib/http/wire/pairs.ts";

const undecided: PairItem = {
  chosenNodeId: "a",
  rejectedNodeId: "b",
  treeId: "t",
  questionId: "q",
  question: "How many?",
  role: "agent",
  chosenPath: "1",
  rejectedPath: "2",
  margin: 1,
  marginText: "1",
  chosenValue: 1,
  rejectedValue: 0,
  decision: null,
  isConflict: false,
  words: [],
};
const noon = Date.parse("2026-05-01T12:00:00.000Z");
const said = ({ decision, isConflict, words }: PairItem) => [
  decision && [decision.author, decision.verdict],
  isConflict,
  words.map(({ author, verdict, settles }) => [author, verdict, settles]),
];

test("patchPair(item, decided, author, now) reads the new word beside those of the others, as the server does", () => {
  const one = patchPair(undecided, { verdict: "accept" }, "Ada", noon);
  expect(said(one)).toEqual([["Ada", "accept"], false, []]);
  const two = patchPair(one, { verdict: "tie", reason: "both" }, "Bo", noon + 1);
  const both = [
    ["Ada", "accept", false],
    ["Bo", "tie", false],
  ];
  expect(said(two)).toEqual([["Bo", "tie"], true, both]);
  expect(two.decision?.reason).toBe("both");
  const settled = patchPair(two, { verdict: "swap", settles: true }, "Cy", noon + 2);
  expect(said(settled)).toEqual([["Cy", "swap"], false, [...both, ["Cy", "swap", true]]]);
  expect(said(patchPair(settled, { verdict: "clear", settles: true }, "Cy", noon + 3))).toEqual(said(two));
  expect(said(patchPair(two, { verdict: "clear" }, "Bo", noon + 2))).toEqual([["Ada", "accept"], false, []]);
  expect(said(patchPair(one, { verdict: "clear" }, "Ada", noon + 1))).toEqual([null, false, []]);
});

test("patchPair lets the new word stand though the browser's clock is behind the server's", () => {
  const one = patchPair(undecided, { verdict: "accept" }, "Ada", noon);
  expect(said(patchPair(one, { verdict: "reject" }, "Ada", noon - 60_000))).toEqual([
    ["Ada", "reject"],
    false,
    [],
  ]);
});

test("patchPair of a clear without a name takes all words away and says again those that are given with it", () => {
  const two = patchPair(
    patchPair(undecided, { verdict: "accept" }, "Ada", noon),
    { verdict: "tie" },
    "",
    noon + 1,
  );
  const again = two.words.filter(({ author }) => author === "Ada");
  expect(said(patchPair(two, { verdict: "clear", again }, "", noon + 2))).toEqual([
    ["Ada", "accept"],
    false,
    [],
  ]);
  expect(said(patchPair(two, { verdict: "clear" }, "", noon + 2))).toEqual([null, false, []]);
});
