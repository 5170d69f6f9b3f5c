import fc from "fast-check";
import { expect, test } from "vitest";
import { cutText } from "../../lib/draw/cut-text.ts";
import { diffTexts } from "../../lib/draw/diff-texts.ts";

const joined = (pieces: readonly { text: string }[]): string => pieces.map((piece) => piece.text).join("");
const words = fc
  .array(fc.constantFrom("the", "answer", "is", "4", "5", "\n", "  ", "é😀", "<b>"), { maxLength: 30 })
  .map((list) => list.join(" "));

test("diffTexts loses and adds no character on either side", () => {
  fc.assert(
    fc.property(words, words, fc.nat(40), fc.nat(40), (left, right, start, length) => {
      const diff = diffTexts(
        { text: left, answer: { start, end: start + length } },
        { text: right, answer: null },
      );
      expect(joined(diff.left)).toBe(left);
      expect(joined(diff.right)).toBe(right);
      const shared = (pieces: typeof diff.left): string =>
        joined(pieces.filter((piece) => !piece.isChanged)).replaceAll(/\s/g, "");
      expect(shared(diff.left)).toBe(shared(diff.right));
    }),
  );
});

test("diffTexts of long texts finds single changed words, keeps every character and says which lines are both's", () => {
  const text = (change: (at: number) => string) =>
    Array.from({ length: 2500 }, (_, at) => `${change(at)}${at % 12 === 11 ? ".\n" : " "}`).join("");
  const word = (at: number) => `word${(at * 7919) % 1009}`;
  const [left, right] = [text(word), text((at) => (at % 100 === 50 ? `other${at}` : word(at)))];
  const diff = diffTexts({ text: left, answer: null }, { text: right, answer: null }, { timeoutMs: 60_000 });
  expect([joined(diff.left), joined(diff.right)]).toEqual([left, right]);
  const changed = diff.right.filter((piece) => piece.isChanged).map((piece) => piece.text);
  expect(changed).toEqual(Array.from({ length: 25 }, (_, at) => `other${at * 100 + 50}`));
  expect(diff.lines.length).toBe(left.split("\n").length - 1);
  for (const [mine, theirs] of diff.lines) expect([left[mine - 1], right[theirs - 1]]).toEqual(["\n", "\n"]);
});

test("diffTexts marks only the words that differ, and the answer where it was read", () => {
  const diff = diffTexts(
    { text: "so it is 16.", answer: { start: 9, end: 11 } },
    { text: "so it is 18.", answer: null },
  );
  expect(diff.left.filter((piece) => piece.isAnswer).map((piece) => piece.text)).toEqual(["16"]);
  expect(diff.right.filter((piece) => piece.isChanged).map((piece) => piece.text)).toEqual(["18"]);
  expect(diff.changedWords).toBe(2);
});

test("diffTexts keeps a number whole and draws neighbouring words as one stretch", () => {
  const diff = diffTexts(
    { text: "it costs 304.50 now", answer: null },
    { text: "it earns 288 now", answer: null },
  );
  expect(diff.left.filter((piece) => piece.isChanged).map((piece) => piece.text)).toEqual(["costs 304.50"]);
  expect(diff.right.filter((piece) => piece.isChanged).map((piece) => piece.text)).toEqual(["earns 288"]);
});

test("cutText of a text without marks is the text in one piece, and of an empty text nothing", () => {
  expect(cutText("abc", [], null)).toEqual([{ text: "abc", isChanged: false, isAnswer: false }]);
  expect(cutText("", [], null)).toEqual([]);
});
