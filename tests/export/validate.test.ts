import { describe, expect, test } from "vitest";
import type { DataFile } from "../../lib/export/formats/format.ts";
import { formatOf } from "../../lib/export/formats/formats.ts";
import type { KindName } from "../../lib/export/recipe.ts";
import { startValidator } from "../../lib/export/validate.ts";
import { dpoOf, grpoOf, ktoOf, recipeOf, rewardOf, sftOf, stepOf } from "./samples.ts";

const fileOf = (fields: Partial<DataFile>): DataFile => ({
  path: "data/sft_closer_train.jsonl",
  kind: "sft",
  role: "closer",
  split: "train",
  rows: 20,
  bytes: 1000,
  longestTokens: 200,
  hasSystem: false,
  ...fields,
});
const candidates = {
  sft: sftOf("a"),
  dpo: dpoOf(["a", "b"]),
  kto: ktoOf("a"),
  reward: rewardOf(["a", "b"]),
  step: stepOf("a"),
  grpo: grpoOf("2 + 2?"),
} as const;

/** The validator after rows as a file would hold them, written by hand. */
const held = (format: string, kind: KindName, rows: readonly object[], fields: object = {}) => {
  const recipe = recipeOf({ format, kinds: [kind], roles: ["closer"], ...fields });
  const validator = startValidator(formatOf(recipe), recipe);
  for (const row of rows)
    validator.check({
      candidate: candidates[kind],
      split: "train",
      file: `data/${kind}_closer_train.jsonl`,
      line: JSON.stringify(row),
    });
  return validator;
};
const messages = (
  format: string,
  files: readonly DataFile[],
  {
    rows = [],
    isSimulated = false,
    fields = {},
  }: { rows?: readonly object[]; isSimulated?: boolean; fields?: object } = {},
): string[] =>
  held(format, "sft", rows, fields)
    .finish(files, { isSimulated })
    .map(({ level, message }) => `${level}: ${message}`);
/** What the rows of a kind break, without places and remedies. */
const broken = (format: string, kind: KindName, ...rows: object[]): string[] =>
  held(format, kind, rows)
    .checks()
    .filter(({ failed }) => failed > 0)
    .map(({ level, target, rule }) => `${level} ${target}: ${rule}`);

const user = (content: unknown) => ({ role: "user", content });
const said = (content: unknown, more: object = {}) => ({ role: "assistant", content, ...more });
const goodChat = { messages: [user("2 + 2?"), said("4")] };

test("startValidator finds nothing wrong with a good file", () => {
  expect(messages("openai", [fileOf({})], { rows: [goodChat] })).toEqual([]);
});

test("startValidator tells what targets refuse of a file: too few rows, too many bytes", () => {
  expect(messages("openai", [fileOf({ rows: 9 })])).toEqual([
    expect.stringMatching(/^error: .* 9 rows, OpenAI .* takes 10 or more/),
  ]);
  expect(messages("openai", [fileOf({ rows: 2 })])).toHaveLength(2);
  expect(messages("openai", [fileOf({ bytes: 600 * 1024 ** 2 })])).toEqual([
    expect.stringMatching(/600 MB.*512 MB/),
  ]);
  expect(messages("openai", [fileOf({ rows: 3_000_001 })])).toEqual([
    expect.stringMatching(/^warning: .*Fireworks takes up to/),
  ]);
  expect(messages("trl", [fileOf({ rows: 9, bytes: 600 * 1024 ** 2 })])).toEqual([]);
});

test("startValidator names the lines that break a rule, the first five of them, and what to do", () => {
  const bad = { prompt: [user("a"), said("b")], completion: [said("c")] };
  const good = { prompt: [user("a")], completion: [said("b")] };
  const [found, ...more] = messages("trl", [fileOf({})], { rows: [good, bad, bad, good, bad] });
  expect(more).toEqual([]);
  expect(found).toMatch(/^error: data\/sft_closer_train\.jsonl lines 2, 3, 5: the prompt does not end with/);
  expect(found).toMatch(/TRL would refuse\. Mend the prompt template/);
  const [many] = messages("trl", [fileOf({})], { rows: Array.from({ length: 9 }, () => bad) });
  expect(many).toMatch(/lines 1, 2, 3, 4, 5 and 4 more:/);
});

describe("startValidator holds OpenAI's, Together's and Fireworks' rows against their rules", () => {
  const all = "error OpenAI, Together, Fireworks";
  test.each<[string, object, string[]]>([
    ["a column of its own", { ...goodChat, id: 1 }, [`${all}: Keys are exactly messages`]],
    ["no answer", { messages: [user("a")] }, [`${all}: Each answer is one message of the assistant`]],
    ["a text that is none", { messages: [user(null), said("4")] }, [`${all}: Every message has a text`]],
    [
      "half a character",
      { messages: [user("\ud800"), said("4")] },
      [`${all}: Texts are well-formed Unicode`],
    ],
    [
      "another role",
      { messages: [{ role: "developer", content: "x" }, user("a"), said("4")] },
      [
        `${all}: Roles are system, user and assistant`,
        "warning Together: User and assistant take turns, after a system message if there is one",
      ],
    ],
    [
      "a weight of a half, and one on the user",
      { messages: [{ ...user("a"), weight: 1 }, said("4", { weight: 0.5 })] },
      ["error OpenAI, Fireworks: Weights are 0 or 1, the assistant's only, and the last turn is trained on"],
    ],
    [
      "two turns of the user",
      { messages: [user("a"), user("b"), said("4")] },
      ["warning Together: User and assistant take turns, after a system message if there is one"],
    ],
  ])("%s", (_, row, expected) => expect(broken("openai", "sft", row)).toEqual(expected));

  const pair = {
    input: { messages: [user("a")] },
    preferred_output: [said("x")],
    non_preferred_output: [said("y")],
  };
  test("a good preference breaks none; equal sides and two messages a side do", () => {
    expect(broken("openai", "dpo", pair)).toEqual([]);
    expect(broken("openai", "dpo", { ...pair, non_preferred_output: [said(" x ")] })).toEqual([
      `${all}: Chosen and rejected differ, white space folded`,
    ]);
    expect(broken("openai", "dpo", { ...pair, preferred_output: [said("x"), said("z")] })).toEqual([
      `${all}: Each answer is one message of the assistant`,
    ]);
  });
});

describe("startValidator holds trainers' rows against theirs", () => {
  test.each<[string, KindName, object, string]>([
    ["trl", "sft", { prompt: [], completion: [said("b")] }, "Every prompt has a message"],
    [
      "trl",
      "kto",
      {
        prompt: [user("a"), { role: "system", content: "s" }, user("b")],
        completion: [said("c")],
        label: true,
      },
      "A system message comes first",
    ],
    [
      "trl",
      "step",
      { prompt: "a", completions: ["b", "c"], labels: [true] },
      "A label, true or false, for each turn",
    ],
    ["openrlhf", "grpo", { prompt: [user("a")], ground_truth: " " }, "Every question has its ground truth"],
    [
      "llama-factory",
      "dpo",
      {
        conversations: [
          { from: "gpt", value: "a" },
          { from: "human", value: "b" },
        ],
        chosen: { from: "gpt", value: "c" },
        rejected: { from: "gpt", value: "d" },
      },
      "User and assistant take turns, after a system message if there is one",
    ],
    ["verl", "dpo", { prompt: "a", chosen: "b", rejected: "" }, "Every message has a text"],
    [
      "huggingface",
      "reward",
      { chosen: [said("a"), said("b")], rejected: [said("a"), said("c")], margin: 1 },
      "The last prompt turn is the user's",
    ],
  ])("%s %s", (format, kind, row, rule) =>
    expect(broken(format, kind, row)).toEqual([`error ${formatOf({ format }).title}: ${rule}`]),
  );
});

test("startValidator keeps every rule for rows as every format writes them, and counts them", () => {
  for (const format of ["trl", "openai", "llama-factory", "axolotl", "openrlhf", "verl", "huggingface"]) {
    const shape = formatOf({ format });
    for (const kind of shape.kinds) {
      const rows = shape.reasoning.map((place) => shape.toRow(candidates[kind], place));
      const checks = held(format, kind, rows).checks();
      expect(checks.filter(({ failed }) => failed > 0)).toEqual([]);
      expect(checks.slice(0, -1).map((check) => check.rows)).toEqual(checks.slice(1).map(() => rows.length));
    }
  }
});

test("startValidator tells empty splits and simulated texts", () => {
  expect(messages("trl", [])).toEqual([expect.stringMatching(/^error: No row is left/)]);
  expect(messages("trl", [fileOf({})], { fields: { validationShare: 0.1 } })).toEqual([
    expect.stringMatching(/fell to validation/),
  ]);
  expect(messages("trl", [fileOf({ split: "validation" })])).toEqual([
    expect.stringMatching(/no training row/),
  ]);
  const ways = recipeOf({ kinds: ["step"] });
  const ofWays = startValidator(formatOf(ways), ways).finish([fileOf({ kind: "step" })], {
    isSimulated: false,
  });
  expect(ofWays).toEqual([]);
  expect(messages("trl", [fileOf({})], { isSimulated: true })).toEqual([
    expect.stringMatching(/^warning: .*simulator/),
  ]);
});
