import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Candidate } from "../../lib/export/candidate.ts";
import { formatOf } from "../../lib/export/formats/formats.ts";
import { previewExport } from "../../lib/export/preview-export.ts";
import { startCounter } from "../../lib/export/report/counter.ts";
import { findNearDuplicates } from "../../lib/export/report/near-duplicates.ts";
import { ratioInterval } from "../../lib/export/report/ratio-interval.ts";
import { dpoOf, ktoOf, recipeOf, runFacts, sftOf, stepOf, streamOf } from "./samples.ts";

const preview = async (candidates: readonly Candidate[], fields: Parameters<typeof recipeOf>[0] = {}) =>
  await previewExport({
    recipe: recipeOf(fields),
    runs: [{ ...runFacts, isSimulated: false }],
    open: () => streamOf(candidates),
  });
const warnings = async (...given: Parameters<typeof preview>) =>
  (await preview(...given)).problems.filter(({ level }) => level === "warning");

test("startCounter() gives the quantiles, the mean and how many are above, as a sorted list does", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(30), { minLength: 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(30),
      (values, share, limit) => {
        const counter = startCounter();
        for (const value of values) counter.add(value);
        const sorted = values.toSorted((a, b) => a - b);
        const found = counter.quantile(share);
        expect(sorted).toContain(found);
        expect(sorted.filter((value) => value <= found).length).toBeGreaterThanOrEqual(share * sorted.length);
        expect(sorted.filter((value) => value < found).length).toBeLessThan(
          Math.max(1, share * sorted.length),
        );
        expect(counter.above(limit)).toBe(sorted.filter((value) => value > limit).length);
        expect(counter.mean()).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 9);
      },
    ),
  );
  expect([startCounter().quantile(0.5), startCounter().mean()]).toEqual([0, 0]);
});

describe("findNearDuplicates", () => {
  const barley =
    "A maltster steeps 240 kg of barley for three days, and every day the grain takes up a tenth of its weight in water.";
  const of = (text: string, id = "q") => ({ id, text });

  test("finds equal words whatever their case, marks and spaces, and a question of few words whole", () => {
    const [twin] = findNearDuplicates([of(barley, "t")], [of(` ${barley.toUpperCase()}\n`, "v")]);
    expect(twin).toMatchObject({ trainId: "t", validationId: "v", share: 1 });
    expect(findNearDuplicates([of("What is 2 + 2?")], [of("what is 2+2")])).toHaveLength(1);
    expect(findNearDuplicates([of("What is 2 + 2?")], [of("What is 2 + 3?")])).toEqual([]);
  });

  test("finds a question with another end, not one on the same pattern with other numbers all along", () => {
    expect(findNearDuplicates([of(barley)], [of(`${barley} How heavy is it?`)])).toHaveLength(1);
    const other = barley.replace("240", "90").replace("three", "five").replace("tenth", "fifth");
    expect(findNearDuplicates([of(barley)], [of(other)])).toEqual([]);
  });
});

test("ratioInterval covers the true share in 93 to 97 of 100 draws when rows of a question are alike", () => {
  // Each question has its own share, uniform on 0.4 to 0.8: rows of one question go together.
  let state = 7;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  let covered = 0;
  const draws = 2000;
  for (let draw = 0; draw < draws; draw += 1) {
    const groups = Array.from({ length: 60 }, () => {
      const [share, total] = [0.4 + 0.4 * random(), 4];
      return { hits: Array.from({ length: total }, () => random() < share).filter(Boolean).length, total };
    });
    const interval = ratioInterval(groups);
    if (interval && interval.low <= 0.6 && interval.high >= 0.6) covered += 1;
  }
  expect(covered / draws).toBeGreaterThan(0.93);
  expect(covered / draws).toBeLessThan(0.97);
  expect(ratioInterval([{ hits: 1, total: 2 }])).toBeNull();
});

describe("previewExport's report", () => {
  const questions = Array.from({ length: 12 }, (_, at) => `How many cups fill jug ${at}?`);

  test("tells pairs by margin, decisions, and which side is the longer", async () => {
    const candidates = questions.flatMap((question, at) => [
      dpoOf([`a${at}`, `b${at}`], { question, margin: [1, 3], chosen: { text: "long ".repeat(40) } }),
      dpoOf([`c${at}`, `d${at}`], { question, margin: [1, 1], decision: at === 0 ? "swap" : "accept" }),
    ]);
    const { contents, problems } = await preview(candidates, { kinds: ["dpo"] });
    expect(contents.pairs).toMatchObject([
      {
        role: "closer",
        rows: 24,
        margins: [
          { margin: 1, rows: 12 },
          { margin: 1 / 3, rows: 12 },
        ],
        decisions: { undecided: 12, accept: 11, swap: 1 },
      },
    ]);
    expect(contents.pairs[0]?.longerWon?.rate).toBeGreaterThan(0.9);
    expect(problems.map(({ message }) => message).join("\n")).toMatch(/the longer text is the chosen one/);
  });

  test("names rows over the target's default, and the recipe that leaves them out has none", async () => {
    const candidates = [sftOf("s", { text: "x".repeat(8000) }), sftOf("t", { text: "short" })];
    const fields = { kinds: ["sft"], roles: ["closer"] };
    const { contents, problems } = await preview(candidates, fields);
    expect(contents.lengths).toMatchObject([{ rows: 2, defaultTokens: 1024, cut: 1, tokens: { max: 2004 } }]);
    const [cut] = problems.filter(({ message }) => message.includes("1 of 2 rows"));
    expect(cut?.fix).toEqual({ words: "Leave longer rows out", recipe: { maxTokens: 1024 } });
    expect(await warnings(candidates, { ...fields, ...cut?.fix?.recipe })).toEqual([]);
    expect(formatOf({ format: "openai" }).defaultTokens("sft")).toBeNull();
  });

  test("names a few questions that give most rows, and the cap that mends it", async () => {
    const candidates = Array.from({ length: 40 }, (_, at) =>
      Array.from({ length: at === 0 ? 60 : 1 }, (__, row) =>
        sftOf(`s${at} ${row}`, { question: `What is ${at} times ${at}?`, text: `${at} ${row}` }),
      ),
    ).flat();
    const fields = { kinds: ["sft"], roles: ["closer"] };
    const [found] = await warnings(candidates, fields);
    expect(found?.message).toMatch(/one of them 60: “What is 0 times 0\?”/);
    expect(await warnings(candidates, { ...fields, ...found?.fix?.recipe })).toEqual([]);
  });

  test("names validation questions that nearly stand in training", async () => {
    const texts = Array.from({ length: 30 }, (_, at) => `Jug ${at} holds how many cups`);
    const candidates = texts.flatMap((text, at) => [
      sftOf(`a${at}`, { question: `${text}?` }),
      sftOf(`b${at}`, { question: `${text}!` }),
    ]);
    const { contents } = await preview(candidates, { kinds: ["sft"], validationShare: 0.5, seed: 3 });
    const { count, found } = contents.nearDuplicates;
    expect(count).toBeGreaterThan(0);
    for (const { trainText, validationText } of found)
      expect(trainText.slice(0, -1)).toBe(validationText.slice(0, -1));
  });

  test("counts rows with cut or unknown texts that the recipe lets in", async () => {
    const candidates = [
      sftOf("a", { finishReason: "length" }),
      sftOf("b", { verdict: "unknown" }),
      stepOf("c"),
    ];
    const fields = { kinds: ["sft", "step"], roles: ["closer"], truncated: "include", unknown: "include" };
    const { contents } = await preview(candidates, { ...fields, dedupe: false });
    expect([contents.truncated, contents.unknown]).toEqual([1, 1]);
    const fixes = (await warnings(candidates, { ...fields, dedupe: false })).map(({ fix }) => fix?.recipe);
    expect(fixes).toEqual([{ truncated: "exclude" }, { unknown: "exclude" }]);
  });

  test("counts rows whose label rests on unknown leaves, and the recipe that leaves them out has none", async () => {
    const candidates = [{ ...sftOf("a"), restsOnUnknown: true }, sftOf("b")];
    const fields = { kinds: ["sft"], roles: ["closer"] };
    expect((await preview(candidates, fields)).contents.restingOnUnknown).toBe(1);
    const [found] = await warnings(candidates, fields);
    expect(found?.message).toMatch(/^1 row would have another label/);
    expect(await warnings(candidates, { ...fields, ...found?.fix?.recipe })).toEqual([]);
  });

  test("says of a role that calls answers correct more often than they are, each text once", async () => {
    const claimed = (at: number, saysCorrect: boolean): Candidate[] => {
      const claim = { saysCorrect, wasCorrect: at % 2 === 0 };
      const question = questions[at] ?? "";
      return [
        sftOf(`a${at}`, { question, claim, text: `sure ${at}` }),
        dpoOf([`a${at}`, `b${at}`], { question, chosen: { claim, text: `sure ${at}` } }),
      ];
    };
    const loud = questions.flatMap((_, at) => claimed(at, true));
    const { contents } = await preview(loud);
    expect(contents.claims).toMatchObject([
      {
        role: "closer",
        texts: 12,
        saidCorrect: 12,
        wereCorrect: 6,
        falselyCorrect: 6,
        excess: { rate: 0.5 },
      },
    ]);
    const messages = (await warnings(loud)).map(({ message }) => message).join("\n");
    expect(messages).toMatch(/closer: 100 % of 12 wanted texts call the answer correct, and 50 % of those/);
    const honest = questions.flatMap((_, at) => claimed(at, at % 2 === 0));
    expect((await warnings(honest)).map(({ message }) => message).join("\n")).not.toMatch(/call the answer/);
    const shy = questions.flatMap((_, at) => claimed(at, false));
    expect((await preview(shy)).contents.claims[0]?.excess?.rate).toBe(-0.5);
  });

  test("a KTO file of one label alone is an error", async () => {
    const errors = async (candidates: readonly Candidate[]) =>
      (await preview(candidates, { kinds: ["kto"] })).problems.filter(({ level }) => level === "error");
    expect(await errors([ktoOf("a"), ktoOf("b")])).toMatchObject([
      { message: expect.stringContaining("every row is wanted") },
    ]);
    expect(await errors([ktoOf("a"), ktoOf("b", { isPositive: false })])).toEqual([]);
  });
});
