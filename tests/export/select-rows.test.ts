import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatOf } from "../../lib/export/formats/formats.ts";
import { selectRows } from "../../lib/export/select-rows.ts";
import type { SettledRecipe } from "../../lib/export/settle-recipe.ts";
import { isPair, outputsOf, type Candidate } from "../../lib/export/candidate.ts";
import {
  anyCandidates,
  anyRecipe,
  dpoOf,
  grpoOf,
  ktoOf,
  recipeOf,
  rewardOf,
  sftOf,
  stepOf,
  streamOf,
} from "./samples.ts";

async function select(candidates: readonly Candidate[], recipe: SettledRecipe) {
  const all = [];
  for await (const selection of selectRows(() => streamOf(candidates), recipe, formatOf(recipe)))
    all.push(selection);
  return all;
}
const outcomes = async (
  candidates: readonly Candidate[],
  fields: Parameters<typeof recipeOf>[0] = {},
): Promise<string[]> =>
  (await select(candidates, recipeOf(fields))).map((each) => ("dropped" in each ? each.dropped : "in"));
const idsIn = async (
  candidates: readonly Candidate[],
  fields: Parameters<typeof recipeOf>[0] = {},
): Promise<string[]> =>
  (await select(candidates, recipeOf(fields))).flatMap((each) =>
    "dropped" in each
      ? []
      : outputsOf(each.candidate)
          .slice(0, 1)
          .map(({ nodeId }) => nodeId),
  );

describe("selectRows and a person's word", () => {
  const decided = (["accept", "reject", "tie", "swap", "flag", null] as const).map((decision, index) =>
    dpoOf([`a${index}`, `b${index}`], { decision }),
  );

  test("takes accepted as they are, swapped turned, flagged as undecided, and no rejected or tied one", async () => {
    expect(await outcomes(decided)).toEqual(["in", "rejected", "tied", "in", "in", "in"]);
    expect(await idsIn(decided)).toEqual(["a0", "b3", "a4", "a5"]);
  });

  test("leaves flagged and undecided ones out where undecided is excluded", async () => {
    expect(await outcomes(decided, { undecided: "exclude" })).toEqual([
      "in",
      "rejected",
      "tied",
      "in",
      "undecided",
      "undecided",
    ]);
  });
});

describe("selectRows and texts", () => {
  test("never takes an empty text or a pair equal after white space is folded", async () => {
    const include = { truncated: "include", unknown: "include" };
    expect(
      await outcomes([sftOf("a", { text: " \n" }), dpoOf(["b", "c"], { rejected: { text: "" } })], include),
    ).toEqual(["empty_text", "empty_text"]);
    expect(
      await outcomes(
        [dpoOf(["b", "c"], { chosen: { text: "so  it\nis" }, rejected: { text: " so it is " } })],
        include,
      ),
    ).toEqual(["equal_texts"]);
  });

  test("looks for unknown at leaves and for truncation everywhere, on either side", async () => {
    const candidates = [
      sftOf("a", { verdict: "unknown", role: "asker" }),
      sftOf("b", { verdict: "unknown" }),
      dpoOf(["c", "d"], { rejected: { verdict: "unknown" } }),
      dpoOf(["e", "f"], { chosen: { finishReason: "length" } }),
    ];
    expect(await outcomes(candidates)).toEqual(["in", "unknown", "unknown", "truncated"]);
    expect(await outcomes(candidates, { unknown: "include", truncated: "include" })).toEqual([
      "in",
      "in",
      "in",
      "in",
    ]);
  });

  test("dedupes equal rows of one file, and not where told", async () => {
    const candidates = [
      sftOf("a", { text: "same" }),
      sftOf("b", { text: "same" }),
      sftOf("c", { text: "same", role: "asker" }),
    ];
    expect(await outcomes(candidates)).toEqual(["in", "duplicate", "in"]);
    expect(await outcomes(candidates, { dedupe: false })).toEqual(["in", "in", "in"]);
  });
});

describe("selectRows and policies that are off by default", () => {
  test("dedupes rows of the same texts in other case and white space, and drops such pairs as equal", async () => {
    const candidates = [
      sftOf("a", { text: "It is 4." }),
      sftOf("b", { text: "it  is\n4." }),
      sftOf("c", { text: "It is -4." }),
      dpoOf(["d", "e"], { chosen: { text: "So" }, rejected: { text: "so" } }),
      ktoOf("f", { text: "So", isPositive: true }),
      ktoOf("g", { text: "so", isPositive: false }),
    ];
    const fields = { kinds: ["sft", "dpo", "kto"] };
    expect(await outcomes(candidates, fields)).toEqual(["in", "in", "in", "in", "in", "in"]);
    expect(await outcomes(candidates, { ...fields, dedupeTexts: true })).toEqual([
      "in",
      "duplicate_texts",
      "in",
      "equal_texts",
      "in",
      "in",
    ]);
  });

  test("takes one pair of each parent, another by another seed, the same one as dpo and as reward", async () => {
    const pairs = ["1", "2"].flatMap((parentPath) =>
      [1, 2, 3, 4].map((n) => [`${parentPath}+${n}`, `${parentPath}-${n}`, parentPath] as const),
    );
    const candidates = pairs.flatMap(([a, b, parentPath]) => [
      dpoOf([a, b], { parentPath }),
      rewardOf([a, b], { parentPath }),
    ]);
    const fields = { kinds: ["dpo", "reward"], onePairPerParent: true, dedupe: false };
    const draws = new Set<string>();
    for (let seed = 0; seed < 8; seed += 1) {
      const [one, two, ...more] = await idsIn(candidates, { ...fields, seed });
      const ids = [one, two, ...more];
      expect(ids).toHaveLength(4);
      expect(new Set(ids).size).toBe(2);
      expect(new Set(ids.map((id) => id?.slice(0, 1)))).toEqual(new Set(["1", "2"]));
      draws.add(ids.join());
    }
    expect(draws.size).toBeGreaterThan(1);
    expect((await outcomes(candidates, fields)).filter((each) => each !== "in")).toEqual(
      Array.from({ length: 12 }, () => "one_pair_per_parent"),
    );
  });

  test("stops a way at its first negative turn and takes ways of the same turns once", async () => {
    const way = (id: string, turns: boolean[]): Candidate => stepOf(id, { turns });
    const twin = { ...stepOf("b", { turns: [true, false, true] }) };
    const candidates = [
      way("a", [true, true, true]),
      twin,
      { ...twin, turns: [...twin.turns.slice(0, 2), ...stepOf("c").turns.slice(1)] },
      way("d", [false, true]),
    ];
    const fields = { kinds: ["step"], stopAtFirstError: true, dedupe: false };
    expect(await outcomes(candidates, fields)).toEqual(["in", "in", "stopped_at_first_error", "in"]);
    const lines = (await select(candidates, recipeOf(fields))).flatMap((each) =>
      "line" in each ? [(JSON.parse(each.line) as { labels: boolean[] }).labels] : [],
    );
    expect(lines).toEqual([[true, true, true], [true, false], [false]]);
  });

  test("rests a way on unknown leaves by the turns that are left of it", async () => {
    const way = (id: string, resting: number): Candidate => {
      const given = stepOf(id, { turns: [true, false, true] });
      const turns = given.turns.map((turn, index) => ({ ...turn, restsOnUnknown: index === resting }));
      return { ...given, turns, restsOnUnknown: true };
    };
    const fields = { kinds: ["step"], restsOnUnknown: "exclude" };
    const candidates = [way("a", 1), way("b", 2)];
    expect(await outcomes(candidates, { ...fields, stopAtFirstError: true })).toEqual([
      "rests_on_unknown",
      "in",
    ]);
    expect(await outcomes(candidates, fields)).toEqual(["rests_on_unknown", "rests_on_unknown"]);
  });

  test("drops what rests on unknown leaves and completions over their own limit", async () => {
    const candidates = [
      { ...sftOf("a"), restsOnUnknown: true },
      sftOf("b", { text: "x".repeat(41) }),
      dpoOf(["c", "d"], { rejected: { text: "x".repeat(41) } }),
    ];
    expect(await outcomes(candidates)).toEqual(["in", "in", "in"]);
    expect(await outcomes(candidates, { restsOnUnknown: "exclude", maxCompletionTokens: 10 })).toEqual([
      "rests_on_unknown",
      "max_completion_tokens",
      "max_completion_tokens",
    ]);
    expect(await outcomes(candidates, { maxCompletionTokens: 11 })).toEqual(["in", "in", "in"]);
  });
});

test("dedupeTexts keeps two golds of one question apart", async () => {
  const candidates = [grpoOf("a?", "4"), grpoOf("A?", " 4"), grpoOf("a?", "5")].map((row, index) => {
    return { ...row, treeId: `tree${index}` };
  });
  const fields = { kinds: ["grpo"], dedupeTexts: true };
  expect(await outcomes(candidates, fields)).toEqual(["in", "duplicate_texts", "in"]);
});

describe("selectRows and shuffled labels", () => {
  test("takes no pair both ways round, nor equal rows, from two permutations", async () => {
    const pair = (first: string, second: string, name = first + second) =>
      dpoOf([first, second], { chosen: { text: `${name} 1` }, rejected: { text: `${name} 2` } });
    const real = [pair("a", "b"), pair("c", "d"), pair("e", "f")];
    const permutations = [[pair("a", "b")], [pair("b", "a"), pair("c", "d", "ab"), pair("f", "e")]];
    const recipe = recipeOf({ labels: "shuffled" });
    const ids: string[] = [];
    for await (const selection of selectRows(
      ({ labels, permutation }) => streamOf(labels === "real" ? real : (permutations[permutation] ?? [])),
      recipe,
      formatOf(recipe),
    ))
      if (!("dropped" in selection))
        ids.push(
          outputsOf(selection.candidate)
            .map(({ nodeId }) => nodeId)
            .join(""),
        );
    expect(ids).toEqual(["ab", "fe"]);
  });
});

describe("selectRows and limits", () => {
  test("takes minMargin inclusive and exact", async () => {
    const candidates = [
      dpoOf(["a", "b"], { margin: [3, 5] }),
      dpoOf(["c", "d"], { margin: [2, 3] }),
      dpoOf(["e", "f"], { margin: [59, 100] }),
    ];
    expect(await outcomes(candidates, { minMargin: 0.6 })).toEqual(["in", "in", "min_margin"]);
  });

  test("keeps the widest margins of each question, kind and role", async () => {
    const candidates = [
      dpoOf(["a", "b"], { margin: [1, 3] }),
      dpoOf(["c", "d"], { margin: [1, 1] }),
      dpoOf(["e", "f"], { margin: [2, 3] }),
      dpoOf(["g", "h"], { question: "other?", margin: [1, 9] }),
      dpoOf(["i", "j"], { role: "asker", margin: [1, 9] }),
      sftOf("k", { value: 0.6 }),
      sftOf("l", { value: 0.9 }),
    ];
    expect(await idsIn(candidates, { maxPairsPerQuestion: 1 })).toEqual(["c", "g", "i", "l"]);
  });

  test("spreads maxRows over questions", async () => {
    const candidates = ["a?", "b?", "c?"].flatMap((question) =>
      [1, 2, 3, 4].map((n) => sftOf(`${question}${n}`, { question })),
    );
    const ids = await idsIn(candidates, { maxRows: 6, seed: 3 });
    expect(Object.values(Object.groupBy(ids, (id) => id.slice(0, 2))).map((each) => each?.length)).toEqual([
      2, 2, 2,
    ]);
    expect(await idsIn(candidates, { maxRows: 6, seed: 4 })).not.toEqual(ids);
    expect(await idsIn([...candidates.slice(3), sftOf("d", { question: "d?" })], { maxRows: 4 })).toContain(
      "d",
    );
  });

  test("estimates four characters a token, rounded up", async () => {
    const candidate = sftOf("a", { text: "12345678" });
    const prompt = candidate.prompt.map(({ content }) => content).join("").length;
    const [promptTokens, tokens] = [Math.ceil(prompt / 4), Math.ceil((prompt + 8) / 4)];
    expect(await outcomes([candidate], { maxPromptTokens: promptTokens, maxTokens: tokens })).toEqual(["in"]);
    expect(await outcomes([candidate], { maxPromptTokens: promptTokens - 1 })).toEqual(["max_prompt_tokens"]);
    expect(await outcomes([candidate], { maxTokens: tokens - 1 })).toEqual(["max_tokens"]);
  });

  test("asks only for the kinds and roles of the recipe", async () => {
    const candidates = [sftOf("a"), dpoOf(["b", "c"]), sftOf("d", { role: "asker", isPaired: true })];
    expect(await idsIn(candidates, { kinds: ["dpo"] })).toEqual(["b"]);
    expect(await outcomes(candidates, { kinds: ["sft"], sftFrom: "paired_positives" })).toEqual([
      "unpaired",
      "in",
    ]);
    expect(await idsIn(candidates, { roles: ["asker"] })).toEqual(["d"]);
  });
});

test("selectRows gives every candidate one outcome, and keeps its promises for any recipe", async () => {
  await fc.assert(
    fc.asyncProperty(anyCandidates, anyRecipe, async (candidates, recipe) => {
      const all = await select(candidates, recipe);
      expect(all).toHaveLength(candidates.filter(({ kind }) => recipe.kinds.includes(kind)).length);
      const rows = all.flatMap((each) => ("dropped" in each ? [] : [each]));
      const splits = Map.groupBy(rows, ({ candidate }) => candidate.questionText.trim());
      for (const group of splits.values()) expect(new Set(group.map(({ split }) => split)).size).toBe(1);
      for (const { candidate } of rows) {
        const texts = outputsOf(candidate).map(({ text }) => text);
        const words = texts.map((text) => text.split(/\s+/).filter(Boolean).join(" "));
        expect(words).not.toContain("");
        if (isPair(candidate)) expect(new Set(words).size).toBe(2);
      }
      for (const group of Map.groupBy(
        rows,
        ({ candidate }) => `${candidate.kind} ${candidate.role}`,
      ).values()) {
        expect(group.length).toBeLessThanOrEqual(recipe.maxRows ?? Infinity);
        for (const each of Map.groupBy(group, ({ candidate }) => candidate.questionText.trim()).values())
          expect(each.length).toBeLessThanOrEqual(recipe.maxPairsPerQuestion ?? Infinity);
      }
      if (recipe.onePairPerParent) {
        const parents = rows.flatMap(({ candidate }) =>
          isPair(candidate)
            ? [[candidate.kind, candidate.role, candidate.treeId, candidate.parentPath].join()]
            : [],
        );
        expect(new Set(parents).size).toBe(parents.length);
      }
      if (recipe.stopAtFirstError)
        for (const { candidate } of rows)
          if (candidate.kind === "step")
            expect(candidate.turns.slice(0, -1).every(({ isPositive }) => isPositive)).toBe(true);
      const lines = rows.map(({ file, line }) => `${file} ${line}`);
      if (recipe.dedupe) expect(new Set(lines).size).toBe(lines.length);
    }),
  );
});
