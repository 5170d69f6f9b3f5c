import { expect, test } from "vitest";
import { decisionEntries } from "../../../components/curate/decision-entries.ts";

const pair = { chosenNodeId: "node_a", rejectedNodeId: "node_b" };

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
