import { expect, test } from "vitest";
import { baseWeights } from "../../lib/simulator/base-weights.ts";
import { check, refine, solve, type Choose, type Option } from "../../lib/simulator/policy.ts";
import { makeProblems } from "../../lib/simulator/problems.ts";
import { readQuestion } from "../../lib/simulator/question.ts";
import { createRandom } from "../../lib/simulator/random.ts";
import { createSampler } from "../../lib/simulator/sampler.ts";
import { simulatedLong } from "../../lib/simulator/notice.ts";

const option = (name: string, offset: number, features: string[] = []): Option<string> => ({
  name,
  value: name,
  offset,
  features,
});

test("baseWeights hold as many weights as the badge says", () => {
  expect(simulatedLong).toContain(`(${Object.keys(baseWeights).length} weights)`);
});

test("createSampler draws each option as often as its softmax says", () => {
  const choose = createSampler({ warm: 1 }, 1, createRandom(3));
  const options = [option("a", 0), option("b", 0, ["warm"]), option("c", -1)];
  const counts = { a: 0, b: 0, c: 0 };
  for (let draw = 0; draw < 60_000; draw++) counts[choose(options) as "a" | "b" | "c"]++;
  const total = 1 + Math.E + 1 / Math.E;
  expect(counts.a / 60_000).toBeCloseTo(1 / total, 1.8);
  expect(counts.b / 60_000).toBeCloseTo(Math.E / total, 1.8);
  expect(counts.c / 60_000).toBeCloseTo(1 / Math.E / total, 1.8);
});

test("createSampler takes the best option at temperature 0, the first of equals, whatever the draw", () => {
  const options = [option("low", 1), option("best", 2), option("equal", 2)];
  for (const draw of [0, 0.5, 0.999999]) expect(createSampler({}, 0, () => draw)(options)).toBe("best");
});

test("createSampler draws more evenly the higher the temperature", () => {
  const shareOfBest = (temperature: number): number => {
    const choose = createSampler({}, temperature, createRandom(4));
    return Array.from({ length: 5000 }, () => choose([option("best", 2), option("other", 0)])).filter(
      (name) => name === "best",
    ).length;
  };
  expect(shareOfBest(0.3)).toBeGreaterThan(shareOfBest(1));
  expect(shareOfBest(1)).toBeGreaterThan(shareOfBest(2));
});

test("solve with the base weights is right on 35 to 66 of 100 generated problems at T = 0.3", () => {
  const choose = createSampler(baseWeights, 0.3, createRandom(5));
  const right = makeProblems({ count: 300, seed: 404 }).filter(
    ({ question, answer }) =>
      String(solve(readQuestion(question)!, choose).at(-1)?.after) === answer.split("#### ")[1],
  );
  const percent = right.length / 3;
  console.info(`base accuracy, 300 problems, T = 0.3: ${percent.toFixed(1)} %`);
  expect(percent).toBeGreaterThan(35);
  expect(percent).toBeLessThan(66);
});

const hats = readQuestion("Ada has 12 hats. Ada gives 3 hats to Milo. How many hats does Ada have now?")!;

/** Takes the first option of every decision and keeps what was on offer: features by name. */
function listing(): { choose: Choose; offers: Record<string, readonly string[]>[] } {
  const offers: Record<string, readonly string[]>[] = [];
  const choose: Choose = (options) => {
    offers.push(Object.fromEntries(options.map(({ name, features }) => [name, features])));
    return options[0]!.value;
  };
  return { choose, offers };
}

test("solve decides on a reading by its phrase, then on a slip by the operator", () => {
  const { choose, offers } = listing();
  expect(solve(hats, choose)).toEqual([{ reading: "add", slip: 0, before: 12, after: 15 }]);
  expect(offers).toEqual([
    {
      add: ["c:gives|add"],
      sub: ["c:gives|sub"],
      mul: ["c:gives|mul"],
      div: ["c:gives|div"],
      skip: ["c:gives|skip"],
    },
    { exact: [], "+1": ["slip:+"], "-1": ["slip:+"], "+10": ["slip:+"], "-10": ["slip:+"] },
  ]);
});

test("check weighs agreement against naming another reading, and recomputing where the arithmetic slipped", () => {
  const named = (reading: string): readonly string[] => [`c:gives|${reading}`, "V:named"];
  const common = { skim: ["V:skim"], vague: ["V:vague"] };
  const others = {
    "named:add": named("add"),
    "named:mul": named("mul"),
    "named:div": named("div"),
    "named:skip": named("skip"),
  };
  const exact = listing();
  check(hats, [{ reading: "sub", slip: 0, before: 12, after: 9 }], exact.choose);
  expect(exact.offers).toEqual([{ ...common, ...others, agree: ["c:gives|sub", "V:agree"] }]);
  const slipped = listing();
  check(hats, [{ reading: "sub", slip: 1, before: 12, after: 10 }], slipped.choose);
  expect(slipped.offers).toEqual([
    {
      ...common,
      ...others,
      agree: ["c:gives|sub", "V:agree", "V:overlook"],
      "named:sub": ["c:gives|sub", "V:recompute"],
    },
  ]);
  const unread = listing();
  check(hats, [null], unread.choose);
  expect(unread.offers).toEqual([common]);
});

test("refine leans on the answer as the critique left it, and to what the critique names", () => {
  const answer = [{ reading: "add", slip: 0, before: 12, after: 15 }] as const;
  const offered = (remark: Parameters<typeof refine>[2][number]): Record<string, readonly string[]> => {
    const { choose, offers } = listing();
    refine(hats, answer, [remark], choose);
    return offers[0] ?? {};
  };
  expect(offered(null)).toMatchObject({ add: ["c:gives|add", "R:keep/silent"], sub: ["c:gives|sub"] });
  expect(offered({ kind: "vague" })).toMatchObject({
    add: ["c:gives|add", "R:keep/vague"],
    sub: ["c:gives|sub"],
  });
  expect(offered({ kind: "named", reading: "sub" })).toMatchObject({
    add: ["c:gives|add", "R:keep/named"],
    sub: ["c:gives|sub", "R:adopt"],
  });
  expect(offered({ kind: "named", reading: "add" })).toMatchObject({
    add: ["c:gives|add", "R:keep/named", "R:adopt"],
  });
});

test("blind spots are the same for every part and sample, and spread like a normal number times 1.5", () => {
  const offsets = (run: (choose: Choose) => unknown): Map<string, number> => {
    const found = new Map<string, number>();
    run((options) => {
      for (const { name, offset } of options)
        found.set(name.replace("named:", "").replace("agree", "sub"), offset);
      return options[0]!.value;
    });
    return found;
  };
  const solved = offsets((choose) => solve(hats, choose));
  const checked = offsets((choose) =>
    check(hats, [{ reading: "sub", slip: 0, before: 12, after: 9 }], choose),
  );
  for (const reading of ["add", "sub", "mul", "div", "skip"])
    expect(checked.get(reading)).toBe(solved.get(reading));

  const many = makeProblems({ count: 400, seed: 9 }).flatMap(({ question }) => {
    const drawn: number[] = [];
    solve(readQuestion(question)!, (options) => {
      if (options[0]?.name !== "exact") drawn.push(...options.map(({ offset }) => offset));
      return options[0]!.value;
    });
    return drawn;
  });
  const mean = many.reduce((sum, offset) => sum + offset, 0) / many.length;
  const variance = many.reduce((sum, offset) => sum + (offset - mean) ** 2, 0) / many.length;
  expect(mean).toBeCloseTo(0, 1);
  expect(Math.sqrt(variance)).toBeCloseTo(1.5, 1);
});
