import fc from "fast-check";
import { expect, test } from "vitest";
import {
  readPairWords,
  type PairWord,
  type WordVerdict,
} from "../../../lib/core/curation/read-pair-words.ts";

const say = (at: number, author: string | null, verdict: WordVerdict, settles = false): PairWord => ({
  at: new Date(at),
  author,
  verdict,
  settles,
});
const told = (...history: PairWord[]) => {
  const { words, standing, isConflict } = readPairWords(history);
  return [words.map(({ author, verdict }) => `${author} ${verdict}`), standing?.verdict ?? null, isConflict];
};

test("readPairWords calls it a conflict where two annotators' last words differ, and not where one changed their mind", () => {
  expect(told(say(1, "Ada", "accept"), say(2, "Ada", "tie"))).toEqual([["Ada tie"], "tie", false]);
  expect(told(say(1, "Ada", "accept"), say(2, "Bo", "tie"))).toEqual([["Ada accept", "Bo tie"], "tie", true]);
  expect(told(say(1, "Ada", "accept"), say(2, "Bo", "tie"), say(3, "Ada", "tie"))).toEqual([
    ["Bo tie", "Ada tie"],
    "tie",
    false,
  ]);
  expect(told(say(1, "Ada", "accept"), say(2, null, "flag"))[2]).toBe(false);
});

test("readPairWords lets a settlement end a conflict until somebody differs from it again, or it is taken back", () => {
  const differ = [say(1, "Ada", "accept"), say(2, "Bo", "tie")];
  const settled = [...differ, say(3, "Cy", "swap", true)];
  expect(told(...settled)).toEqual([["Ada accept", "Bo tie"], "swap", false]);
  expect(told(...settled, say(4, "Bo", "swap"))[2]).toBe(false);
  expect(told(...settled, say(4, "Bo", "reject")).slice(1)).toEqual(["reject", true]);
  expect(told(...settled, say(4, "Cy", "clear"))).toEqual(told(...differ));
  expect(told(...differ, say(3, "Ada", "swap", true), say(4, "Ada", "clear"))).toEqual(told(...differ));
});

test("readPairWords takes back one's own word by a name, and all without one", () => {
  const differ = [say(1, "Ada", "accept"), say(2, "Bo", "tie")];
  expect(told(...differ, say(3, "Bo", "clear"))).toEqual([["Ada accept"], "accept", false]);
  expect(told(...differ, say(3, null, "clear"))).toEqual([[], null, false]);
  expect(told(...differ, say(3, "Cy", "clear"))).toEqual([[], null, false]);
});

const anyHistory = fc
  .array(
    fc.tuple(
      fc.constantFrom("Ada", "Bo", null),
      fc.constantFrom<WordVerdict>("accept", "swap", "tie", "flag", "clear"),
      fc.boolean(),
    ),
    { maxLength: 12 },
  )
  .map((words) => words.map(([author, verdict, settles], at) => say(at, author, verdict, settles)));

test("readPairWords reads words by their times, in whatever order they were saved", () => {
  fc.assert(
    fc.property(
      anyHistory.chain((history) =>
        fc.tuple(fc.constant(history), fc.shuffledSubarray(history, { minLength: history.length })),
      ),
      ([history, shuffled]) => {
        expect(readPairWords(shuffled)).toEqual(readPairWords(history));
      },
    ),
  );
});

test("readPairWords of one annotator who settles nothing is their last word, nothing after a clear", () => {
  fc.assert(
    fc.property(anyHistory, (history) => {
      const own = history.map((word) => ({ ...word, author: "Ada", settles: false }));
      const last = own.at(-1);
      expect(readPairWords(own)).toMatchObject({
        standing: last && last.verdict !== "clear" ? last : null,
        isConflict: false,
      });
    }),
  );
});
