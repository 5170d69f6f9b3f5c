import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tasks } from "../../lib/core/tree.ts";
import { judgeAnswer } from "../../lib/judge/judge-answer.ts";

/** A whole number or decimal of up to 12 digits, as its own text: no float is in between. */
const anyNumber = fc
  .record({
    isNegative: fc.boolean(),
    whole: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    places: fc.integer({ min: 0, max: 4 }),
  })
  .map(({ isNegative, whole, places }) => ({ units: isNegative ? -whole : whole, places }));

type Decimal = { readonly units: bigint; readonly places: number };

function write({ units, places }: Decimal): string {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, "0");
  const body = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return units < 0n ? `-${body}` : body;
}

const group = (text: string, mark: string): string => {
  const [whole = "", part] = text.split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, mark);
  return part === undefined ? grouped : `${grouped}.${part}`;
};

const spellings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => group(text, ","),
  (text) => text.replace("-", "\u2212"),
  (text) => (text.startsWith("-") ? `-$${group(text.slice(1), ",")}` : `$${group(text, ",")}`),
  (text) => (text.includes(".") ? `${text}00` : `${text}.00`),
  (text) => text.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
];

const closings: readonly ((answer: string) => string)[] = [
  (answer) => `First 3 and 4.\n#### ${answer}`,
  (answer) => `So 3 of them.\nFinal Answer: ${answer}`,
  (answer) => `The answer is **${answer}**.`,
  (answer) => `It follows that the answer is ${answer} because 7 were lost.`,
  (answer) => `### Answer\n\n${answer}\n`,
];

const anyClosing = fc.constantFrom(...closings);
const anySpelling = fc.constantFrom(...spellings);

describe("judgeAnswer(number in any spelling and closing form)", () => {
  test("is correct against the same number", () => {
    fc.assert(
      fc.property(anyNumber, anySpelling, anyClosing, (number, spell, close) => {
        expect(
          judgeAnswer({ task: "gsm8k", text: close(spell(write(number))), gold: write(number) }).verdict,
        ).toBe("correct");
      }),
    );
  });

  test("is incorrect against the number plus one", () => {
    fc.assert(
      fc.property(anyNumber, anySpelling, anyClosing, (number, spell, close) => {
        const next = { ...number, units: number.units + 10n ** BigInt(number.places) };
        expect(
          judgeAnswer({ task: "gsm8k", text: close(spell(write(number))), gold: write(next) }).verdict,
        ).toBe("incorrect");
      }),
    );
  });
});

/** A formula with its LaTeX in several spellings, all of one value. */
const anyFormula = fc.oneof(
  fc
    .tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: 2, max: 99 }))
    .map(([a, b]) => [
      `\\frac{${a}}{${b}}`,
      `\\dfrac{${-a}}{${-b}}`,
      `${a}/${b}`,
      `\\frac{${2 * a}}{${2 * b}}`,
    ]),
  fc
    .tuple(fc.integer({ min: 2, max: 30 }), fc.integer({ min: 2, max: 30 }))
    .map(([a, b]) => [`${a}\\sqrt{${b}}`, `\\sqrt{${a * a * b}}`, `\\sqrt{${b}}\\cdot ${a}`]),
  fc
    .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }))
    .map(([a, b]) => [
      `(x+${a})(x-${b})`,
      `x^2+${a - b === 0 ? "0" : `(${a - b})`}x-${a * b}`,
      `(x-${b})(${a}+x)`,
    ]),
  fc
    .tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 9 }))
    .map(([a, b]) => [`${a}+${b}i`, `${b}i+${a}`.replace("+-", "-")]),
);

describe("judgeAnswer(formula)", () => {
  test("is correct for every spelling of one value, both ways round", () => {
    fc.assert(
      fc.property(anyFormula, (spellingsOfOne) => {
        for (const a of spellingsOfOne)
          for (const b of spellingsOfOne)
            expect(judgeAnswer({ task: "math", text: `\\boxed{${a}}`, gold: b })).toMatchObject({
              verdict: "correct",
            });
      }),
    );
  });

  test("is incorrect against itself plus one, both ways round", () => {
    fc.assert(
      fc.property(anyFormula, ([formula = "0"]) => {
        const next = `${formula}+1`;
        expect(judgeAnswer({ task: "math", text: `\\boxed{${formula}}`, gold: next }).verdict).toBe(
          "incorrect",
        );
        expect(judgeAnswer({ task: "math", text: `\\boxed{${next}}`, gold: formula }).verdict).toBe(
          "incorrect",
        );
      }),
    );
  });
});

/** Texts that look like answers: pieces of LaTeX, markers and numbers in any order. */
const anyBrokenAnswer = fc
  .array(
    fc.constantFrom(
      "\\boxed{",
      "}",
      "{",
      "$",
      "\\frac",
      "\\sqrt",
      "#### ",
      "Final Answer: ",
      "the answer is ",
      "**",
      "1",
      "2.5",
      ",",
      "-",
      "(",
      ")",
      "[",
      "\\text{",
      "\\begin{pmatrix}",
      "&",
      "\\\\",
      "\\pm",
      "\\cup",
      "=",
      "<",
      "x",
      "A",
      "^",
      "_",
      "\\{",
      "\\}",
      "\n",
      " ",
      "%",
      "°",
      "é",
      "\u{1d7d9}",
      "．",
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));
const anyText = fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), anyBrokenAnswer);

test("judgeAnswer(any text, any gold) never throws, and its span is its raw text", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...tasks),
      anyText,
      anyText,
      fc.boolean(),
      (task, text, gold, isTruncated) => {
        const { answer, reason, alternatives } = judgeAnswer({ task, text, gold, isTruncated });
        expect(reason).not.toBe("failed");
        if (answer) expect(text.slice(answer.start, answer.end)).toBe(answer.raw);
        for (const { raw, start, end } of alternatives) expect(text.slice(start, end)).toBe(raw);
      },
    ),
    { numRuns: 3_000 },
  );
});

test("judgeAnswer(text) is never correct against a gold that its boxed formula is not", () => {
  fc.assert(
    fc.property(anyBrokenAnswer, fc.integer({ min: 1_000, max: 9_999 }), (text, gold) => {
      expect(judgeAnswer({ task: "math", text, gold: String(gold) + "7" }).verdict).not.toBe("correct");
    }),
  );
});
