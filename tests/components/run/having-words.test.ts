import { expect, test } from "vitest";
import { havingWords } from "../../../components/run/having-words.ts";

const roles = [
  {
    name: "generator",
    letter: "G",
    title: "Generator",
    depth: 1,
    isJudged: true,
    isLeaf: false,
    isClaiming: false,
  },
];
const ninths = (numerator: number) => ({ numerator, denominator: 9 });

test("havingWords says how many of what the rows have", () => {
  expect(havingWords({ kind: "correction", from: "correct", to: "incorrect" }, 1955, roles)).toBe(
    "1,955 trajectories right first and wrong at last",
  );
  expect(havingWords({ kind: "value", role: "generator", from: ninths(4), to: ninths(4) }, 1, roles)).toBe(
    "1 generator node with the value 4/9",
  );
  expect(
    havingWords(
      { kind: "value", role: "generator", from: ninths(4), to: { numerator: 1, denominator: 1 } },
      12,
      roles,
    ),
  ).toBe("12 generator nodes with a value from 4/9 to 1");
  expect(havingWords({ kind: "truncated", role: "generator" }, 2, roles)).toBe(
    "2 generator texts cut off at the token limit",
  );
  expect(havingWords({ kind: "identical", role: "gone" }, 1, roles)).toBe(
    "1 gone text that repeats a sibling’s",
  );
  expect(havingWords({ kind: "unknown", role: "generator" }, 0, roles)).toBe(
    "0 generator answers with an unknown verdict",
  );
});
