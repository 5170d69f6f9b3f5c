import { expect, test } from "vitest";
import { decisionEntries, wordBefore } from "../../../components/curate/decision-entries.ts";

const pair = { chosenNodeId: "node_a", rejectedNodeId: "node_b" };
const item = {
  ...pair,
  role: "one",
  treeId: "",
  questionId: "",
  question: "",
  chosenPath: "1",
  rejectedPath: "2",
  margin: 0.5,
  marginText: "1/2",
  chosenValue: 1,
  rejectedValue: 0.5,
  decision: null,
  isConflict: false,
  words: [],
};

test("decisionEntries signs one row with the trimmed name and says which side was left", () => {
  const decided = { pair, verdict: "tie", reason: "format only", leftNodeId: "node_b", blind: true } as const;
  expect(decisionEntries(decided, " Ada ")).toEqual([
    { ...pair, verdict: "tie", reason: "format only", leftNodeId: "node_b", blind: true, author: "Ada" },
  ]);
  expect(decisionEntries({ pair, verdict: "clear" }, "")).toEqual([{ ...pair, verdict: "clear" }]);
});

test("decisionEntries keeps what was said blind before the verdict that the values led to", () => {
  const changed = { pair, verdict: "accept", reason: "hedges", blind: true, firstVerdict: "swap" } as const;
  expect(decisionEntries(changed, "Ada")).toEqual([
    { ...pair, verdict: "swap", blind: true, author: "Ada" },
    { ...pair, verdict: "accept", reason: "hedges", blind: false, author: "Ada" },
  ]);
  const kept = { ...changed, firstVerdict: "accept" } as const;
  expect(decisionEntries(kept, "Ada")).toEqual([
    { ...pair, verdict: "accept", reason: "hedges", blind: true, author: "Ada" },
  ]);
});

test("wordBefore takes back one's own step and nobody else's word", () => {
  const said = (author: string | null) => ({
    verdict: "tie" as const,
    author,
    reason: null,
    at: "",
    settles: false,
  });
  const before = (author: string | null) => ({ ...item, decision: said(author) });
  expect(wordBefore({ ...item, decision: null }, "Ada")).toEqual({ verdict: "clear" });
  expect(wordBefore(before("Ada"), "Ada")).toEqual({ verdict: "tie" });
  expect(wordBefore(before("Bo"), "Ada")).toEqual({ verdict: "clear" });
  const nameless = { pair, ...wordBefore(before("Bo"), "") };
  expect(decisionEntries(nameless, "")).toEqual([
    { ...pair, verdict: "clear" },
    { ...pair, verdict: "tie", author: "Bo" },
  ]);
});
