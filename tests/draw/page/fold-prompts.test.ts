import fc from "fast-check";
import { expect, test } from "vitest";
import { foldPrompts, unfoldMessage } from "../../../lib/draw/page/fold-prompts.ts";

const text = () => fc.string({ unit: "grapheme", maxLength: 60 });
/** Messages that quote some of the known texts, some of them within others. */
const quoting = () =>
  fc
    .array(text(), { minLength: 1, maxLength: 5 })
    .chain((known) =>
      fc.record({
        known: fc.constant([...known, known.join(" and ")]),
        contents: fc.array(fc.array(fc.oneof(text(), fc.constantFrom(...known)), { maxLength: 6 }), {
          maxLength: 4,
        }),
      }),
    )
    .map(({ known, contents }) => ({ known, contents: contents.map((parts) => parts.join("")) }));

test("unfoldMessage gives each folded message to the letter", () => {
  fc.assert(
    fc.property(quoting(), ({ known, contents }) => {
      const prompts = new Map([["", contents.map((content) => ({ role: "user" as const, content }))]]);
      const folded = foldPrompts(prompts, known);
      expect(folded.prompts[""]?.map((message) => unfoldMessage(message, folded.literals, known))).toEqual(
        contents,
      );
    }),
  );
});

test("foldPrompts keeps nothing of a known text, and equal parts once", () => {
  const known = ["A question that is long enough to be worth it?"];
  const content = `Read this.\n\n${known[0]}\n\nAnswer it.`;
  const message = { role: "user" as const, content };
  const folded = foldPrompts(
    new Map([
      ["", [message]],
      ["1", [message]],
    ]),
    known,
  );
  expect(folded.literals).toEqual(["Read this.\n\n", "\n\nAnswer it."]);
  expect(folded.prompts["1"]?.[0]?.pieces).toEqual([-1, 0, -2]);
});
